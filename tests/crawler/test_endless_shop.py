"""Lists that grow by scrolling, with fragments of markup instead of data, are read to their end."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.crawler.small_site import Asked, SmallSite, serving
from tests.crawler.tea_shop import ALL_GOODS, NAMES, PAGE, card, crawl, frame, goods_read, tea_shop

GROWING = """
<script>
let page = 1, busy = false;
window.addEventListener("scroll", () => {
  if (busy || innerHeight + scrollY < document.body.scrollHeight - 40) return;
  busy = true;
  fetch("/more?kw=%s&page=" + (++page), {headers: {"X-Requested-With": "XMLHttpRequest"}})
    .then(r => r.text()).then(html => {
      if (!html) return;
      document.querySelector("main").insertAdjacentHTML("beforeend", html);
      busy = false;
    });
});
</script><style>.it{height:500px}</style>
"""


def _found(asked: Asked) -> tuple[list[int], int, str]:
    query = parse_qs(urlsplit(asked.path).query)
    word = query.get("kw", [""])[0]
    page = int(query.get("page", ["1"])[0])
    found = [n for n, name in enumerate(NAMES) if word in name or word == "店内"]
    return found[(page - 1) * PAGE : page * PAGE], len(found), word


def _more(asked: Asked) -> str:
    return "".join(map(card, _found(asked)[0]))


def _growing(asked: Asked) -> str:
    shown, among, word = _found(asked)
    body = "".join(map(card, shown)) or "没有找到相关商品"
    return frame(body + (GROWING % word if among > PAGE else ""))


def endless_shop() -> SmallSite:
    return SmallSite(tea_shop() | {"/s": _growing, "/all.html": _growing, "/more": _more})


def test_a_result_page_that_grows_is_read_to_its_end(tmp_path: Path) -> None:
    site = endless_shop()
    with serving(site):
        done = crawl(site, tmp_path, "店内", browser=True)
    assert done.coverage["terms"]["店内"]["hits"] == len(NAMES)
    assert goods_read(done) == ALL_GOODS


def test_a_listing_that_grows_is_walked_to_its_end(tmp_path: Path) -> None:
    site = endless_shop()
    with serving(site):
        done = crawl(site, tmp_path, "茅台", browser=True)
    assert done.coverage["walk"]["why"] == "compare"
    assert goods_read(done) == ALL_GOODS
