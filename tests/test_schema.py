"""The generated schema accepts what the decoder accepts; generated files are up to date."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from kb_tools.cli.gen import generated_files
from kb_tools.corpus import find_files, load, load_vocabulary
from kb_tools.counts import counts_page
from kb_tools.schema import field_reference, record_schema


@pytest.fixture(scope="module")
def validator(real_cases: Path) -> jsonschema.Draft7Validator:
    schema = record_schema(load_vocabulary(real_cases, []))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def test_every_record_fits_the_schema(
    validator: jsonschema.Draft7Validator, real_cases: Path
) -> None:
    for path in find_files(real_cases):
        record = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        problems = [
            f"{list(e.absolute_path)}: {e.message[:200]}"
            for e in validator.iter_errors(record)
            if not (e.validator == "type" and "integer" in str(e.schema))
        ]
        assert problems == [], path.name


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "opera"},
        {"no_such_field": "x"},
        {"forum": "court-of-dreams"},
        {"instituted": "11 November 2019"},
        {"events": [{"id": "Upper Case"}]},
        {"summary": None},
    ],
)
def test_what_the_decoder_refuses_the_schema_refuses(
    validator: jsonschema.Draft7Validator, real_cases: Path, change: dict[str, object]
) -> None:
    path = real_cases / "icj" / "178-gambia-v-myanmar.yml"
    record = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    del record["open_points"]
    assert not validator.is_valid(record | change)


def test_a_draft_may_leave_fields_out(validator: jsonschema.Draft7Validator) -> None:
    assert validator.is_valid({"kind": "case", "status": "draft"})
    assert not validator.is_valid({"kind": "case", "status": "published"})


def test_every_field_has_a_description(real_cases: Path) -> None:
    schema = record_schema(load_vocabulary(real_cases, []))
    undescribed = [
        f"{name}.{field}"
        for name, body in schema["definitions"].items()
        for field, value in body["properties"].items()
        if not value["description"]
    ]
    assert undescribed == []


def test_the_reference_links_to_what_it_names(real_cases: Path) -> None:
    page = field_reference(load_vocabulary(real_cases, []))
    headings = {
        line.lstrip("# ").lower().replace(" ", "-")
        for line in page.splitlines()
        if line.startswith("#")
    }
    targets = {part.partition(")")[0] for part in page.split("](#")[1:]}
    assert targets - headings == set()


def test_generated_files_are_up_to_date(repo_root: Path, real_cases: Path) -> None:
    for name, text in generated_files(real_cases).items():
        assert (repo_root / name).read_text(encoding="utf-8") == text, f"run `kb gen`: {name}"
        assert "kb gen" in "\n".join(text.splitlines()[:3])


def test_the_counts_name_every_record(real_cases: Path) -> None:
    kb = load(real_cases).kb
    page = counts_page(kb)
    for record_id in kb.records:
        assert f"| {record_id} |" in page
    json.dumps(page)
