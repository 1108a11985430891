"""The page of the site's search; what it shows is made by scripts from the index beside it."""

from __future__ import annotations

from urllib.parse import quote_plus

from kb_tools.markup import escape, link
from kb_tools.pages.page import Page

#: What may be typed, and what it finds.
_EXAMPLES = (
    ("mesures conservatoires", "both words in any form, in French and in English"),
    ('"common interest"', "exactly these words"),
    ("S/RES/2669", "what bears or cites this document, in any usual spelling of its number"),
    ("ICJ Reports 2020, p. 3", "a decision by its page in the Reports"),
    ("judge:xue kind:opinion", "in one field only"),
    ("genocide NEAR/5 intent", "words near each other"),
    ("(objections OR standing) since:2019", "either word, from 2019 on"),
)

_PAGE = """<h1 id="top_">Search</h1>
<div data-search="main">
<script>if (location.search.length > 1) {
document.currentScript.parentNode.dataset.asks = "yes"; }</script>
<form class="find" role="search" aria-label="Records and their items" method="get"
 data-search="form">
<label for="find">Search records and their items</label>
<div><input id="find" name="q" type="search" autocomplete="off" autocapitalize="none"
 spellcheck="false" data-search="input"><button>Search</button></div>
<p class="without-scripts">The search needs JavaScript. Without it, the
<a href="../records/">list of records</a> and the <a href="../timeline/">timeline</a> lead
everywhere, and <code>kb search</code> searches on the command line.</p>
</form>
<div class="without-query">
<p>For example:</p>
<dl class="examples">%(examples)s</dl>
<p><a href="../guide/search/">All that can be asked</a>: fields, dates, words near each other.</p>
</div>
<div class="with-query">
<p class="hit-count" role="status" data-search="count"></p>
<ul class="remarks" data-search="remarks"></ul>
<div class="hit-columns" data-search="columns">
<details class="narrow" data-search="narrow"><summary>Narrow the hits</summary>
<form class="facets" aria-label="Narrow the hits" data-search="facets"></form></details>
<div class="hit-list">
<h2 class="unseen">Hits</h2>
<div class="hit-tools" data-search="tools" hidden>
<label>Order <select><option value="relevance">best first</option>
<option value="date">newest first</option></select></label>
<label><input type="checkbox"> by record</label>
<button type="button" data-does="link">Copy link</button>
<button type="button" data-does="csv">Take away as CSV</button>
</div>
<ol class="hits" data-search="hits"></ol>
<button type="button" class="more-hits" data-search="more" hidden>Show more</button>
<div data-search="near"></div>
</div>
</div>
</div>
</div>
<script defer src="search.js"></script>
<script defer src="core.js"></script>"""


def search_page() -> Page:
    """Return the page to search on; its scripts and index are files beside it."""
    examples = "\n".join(
        f"<div><dt>{link(f'?q={quote_plus(typed)}', escape(typed))}</dt><dd>{finds}</dd></div>"
        for typed, finds in _EXAMPLES
    )
    return Page(
        path="search.md",
        title="Search",
        body=f'<div class="kb">\n{_PAGE % {"examples": examples}}\n</div>\n',
        description="Search records and their items: words, phrases, official numbers, fields.",
    )
