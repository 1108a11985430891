"""The MkDocs plugin: pages of all records, generated in memory when the site is built."""

from __future__ import annotations

import gc
import hashlib
import re
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import get_toc

from kb_tools.changes import load_snapshots
from kb_tools.corpus import Loaded, load, vocabulary_digest
from kb_tools.diagnostics import Diagnostic, KbError, Severity
from kb_tools.pages import Body, Page, PageCache, options_for, site_of
from kb_tools.rules import run_rules
from kb_tools.search.site.shipped import IndexCache, index_files

log = get_plugin_logger(__name__)
#: So many new objects pass before Python looks for reference cycles.
_CYCLES_AFTER = 200_000
#: What Material for MkDocs 9 writes on checkboxes and on labels of its navigation.
_NOT_ALLOWED = re.compile(r"""(?<=id="__(?:drawer|search)") autocomplete="off"| tabindex=""(?=>)""")
_ANCHOR = re.compile(r""" id="([^"]+)\"""")


class KnowledgeBaseConfig(Config):
    """The plugin's options in ``mkdocs.yml``."""

    #: The folder of records, from the folder of ``mkdocs.yml``.
    cases = config_options.Type(str, default="cases")
    #: The address that ``cases/….yml`` is appended to, to edit a record; empty: no edit links.
    edit_base = config_options.Type(str, default="")


class _Kept(NamedTuple):
    """A page as it was made last: a digest of what it was made from, its HTML, its anchors."""

    made_from: bytes
    html: str
    anchors: set[str]


class KnowledgeBasePlugin(BasePlugin[KnowledgeBaseConfig]):
    """Adds a page for each record, and the pages over all of them."""

    def __init__(self) -> None:
        self._cache = PageCache()
        self._index = IndexCache()
        self._pages: dict[str, Page] = {}
        self._loaded: Loaded | None = None
        self._newest = ""
        self._kept: dict[str, _Kept] | None = None
        self._frame = b""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Keep one plugin over all builds of ``mkdocs serve``, with the pages made so far."""
        self._kept = {} if command == "serve" else None
        # Much is made in a build and kept to its end: looking for cycles often takes a fifth of it.
        gc.set_threshold(_CYCLES_AFTER)

    @property
    def _serves(self) -> bool:
        return self._kept is not None

    def _folder(self, config: MkDocsConfig) -> Path:
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return root / self.config.cases

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and the records' own files; findings become warnings."""
        if not config.use_directory_urls:
            raise PluginError("kb: links between records need `use_directory_urls: true`")
        folder = self._folder(config)
        try:
            loaded = self._loaded = load(folder, before=self._loaded)
            snapshots = load_snapshots(folder)
        except KbError as error:
            raise PluginError(f"kb: {error.message}; {error.hint}") from error
        _report(run_rules(loaded))
        digests = {record: file.digest for record, file in loaded.files.items()}
        digests[""] = vocabulary_digest(folder)
        options = options_for(loaded, self.config.edit_base, snapshots)
        pages, found = site_of(loaded, options, self._cache, digests)
        self._pages = {page.path: page for page in pages}
        self._newest = max((page.checked for page in pages), default="") or "1970-01-01"
        for page in pages:
            level = InclusionLevel.INCLUDED if page.listed else InclusionLevel.NOT_IN_NAV
            _put(files, File.generated(config, page.path, content=page.text, inclusion=level))
        found |= index_files(loaded.kb, self._index, digests, longer=40 if self._serves else 1)
        for path, data in found.items():
            _put(files, File.generated(config, path, content=data))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Note what surrounds every page: the navigation and the project's own templates."""
        if self._kept is not None:
            frame = hashlib.blake2b(str(nav).encode())
            for path in sorted(Path(config.theme.custom_dir or ".").rglob("*.html")):
                frame.update(path.read_bytes())
            self._frame = frame.digest()

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Keep the lines and indents of templates out of the pages: a tenth of a short page."""
        env.trim_blocks = env.lstrip_blocks = True
        if self._kept is not None:
            env.bytecode_cache = FileSystemBytecodeCache()  # each build compiles them anew

    def on_page_markdown(
        self, markdown: str, *, page: SitePage, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Give a page its edit link and the day of its check.

        The day of the last check stands for the day of building, so that the same records make
        the same site; other pages bear the newest of these days.  A page that is HTML already is
        no Markdown to convert: that would take more than half the time of a build.  While
        serving, a page that is the same as before is not made again.
        """
        made = self._pages.get(page.file.src_uri)
        page.update_date = (made.checked if made else "") or self._newest
        if made and made.edit_path and self.config.edit_base:
            page.edit_url = self.config.edit_base + quote(made.edit_path)
        said = "\0".join((made.text if made else markdown, page.update_date))
        page.meta["made_from"] = hashlib.blake2b(said.encode(), key=self._frame).digest()
        kept = (self._kept or {}).get(page.file.src_uri)
        if kept and kept.made_from == page.meta["made_from"]:
            page.meta.update(template="kept.html", kept=kept)
            return ""
        return "" if made and isinstance(made.body, Body) else None

    def on_page_content(
        self, html: str, *, page: SitePage, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Put the HTML of a page in its place, with its contents and its anchors."""
        if "kept" in page.meta:
            page.present_anchor_ids = page.meta["kept"].anchors
            return None
        made = self._pages.get(page.file.src_uri)
        if made is None or not isinstance(made.body, Body):
            return None
        page.toc = get_toc(
            [
                {"level": 2, "id": anchor, "name": label, "children": []}
                for anchor, label in made.body.contents()
            ]
        )
        content = made.body.html
        page.present_anchor_ids = set(_ANCHOR.findall(content))
        return content

    def on_post_page(self, output: str, *, page: SitePage, config: MkDocsConfig) -> str:
        """Take attributes off the theme's controls that HTML does not allow there."""
        if "kept" in page.meta:
            return output
        output = _NOT_ALLOWED.sub("", output)
        if self._kept is not None:
            self._kept[page.file.src_uri] = _Kept(
                page.meta["made_from"], output, page.present_anchor_ids or set()
            )
        return output

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Do the same for the page that says that a page was not found."""
        return _NOT_ALLOWED.sub("", output_content)

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Build anew when a record or a vocabulary is edited."""
        server.watch(str(self._folder(config)))
        return server


def _put(files: Files, file: File) -> None:
    """Add a generated file; a file of the same name in the docs folder is a mistake."""
    kept = files.get_file_from_path(file.src_uri)
    if kept is not None:
        raise PluginError(
            f"kb: {kept.src_uri} in the docs folder hides a generated page; rename it"
        )
    files.append(file)


def _report(diagnostics: list[Diagnostic]) -> None:
    """Log findings as warnings, so that ``--strict`` fails and ``serve`` still shows the site."""
    for finding in sorted(diagnostics, key=lambda d: d.sort_key):
        place = finding.location
        line = f":{place.span.line}:{place.span.column}" if place.span else ""
        words = f"{place.path}{line}: {finding.code} {finding.message}"
        hint = f" ({finding.hint})" if finding.hint else ""
        log.log(30 if finding.severity is not Severity.NOTE else 20, "%s%s", words, hint)
