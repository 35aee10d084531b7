"""A shop that only scripts build: JSON lists, hash routes, cards without links, endless scroll."""

import json
from urllib.parse import unquote

from tests.crawler.small_site import Asked, Reply, SmallSite

GOODS = [
    {"id": 100 + n, "name": f"普洱茶{n}号", "price": n + 9, "img": "/i.png"} for n in range(12)
]
SHOP = """
<html><head><title>茶</title></head><body><div id=app></div><script>
const app = document.getElementById("app");
const get = u => fetch(u).then(r => r.json());
let page = 0, more = true, busy = false;
function next() {
  if (busy || !more || location.hash) return;
  busy = true;
  get("/api/list?page=" + (++page) + "&size=4").then(d => {
    more = d.more; busy = false;
    d.list.forEach(g => {
      const card = document.createElement("div");
      card.className = "card";
      card.innerHTML = "<img src=/i.png alt=''><p>" + g.name + "</p><span>¥" + g.price + "</span>";
      card.onclick = () => { location.hash = "#/goods/" + g.id; };
      app.appendChild(card);
    });
  });
}
function route() {
  const m = location.hash.match(/goods\\/(\\d+)/), s = location.hash.match(/search\\/(.+)/);
  app.innerHTML = m || s ? ""
    : "<input placeholder='搜索商品'><button onclick=find()>搜索</button>";
  if (m) get("/api/goods/" + m[1]).then(g => { app.innerHTML = "<h1>" + g.name + "</h1>"; });
  else if (s) get("/api/list?kw=" + s[1])
    .then(d => { app.innerHTML = "<p>" + d.list.length + "件</p>"; });
  else { page = 0; more = true; next(); }
}
function find() {
  location.hash = "#/search/" + encodeURIComponent(app.querySelector("input").value);
}
window.onhashchange = route;
window.onscroll = () => {
  if (innerHeight + scrollY > document.body.scrollHeight - 50) next();
};
route();
</script><style>.card{height:300px}</style></body></html>
"""


def _json(value: object) -> Reply:
    return Reply(json.dumps(value, ensure_ascii=False), kind="application/json")


def _list(asked: Asked) -> Reply:
    if "kw=" in asked.path:
        word = unquote(asked.path.partition("kw=")[2])
        return _json({"list": [g for g in GOODS if word in str(g["name"])][:2], "more": False})
    page = int(asked.path.split("page=")[1].split("&")[0])
    return _json({"list": GOODS[(page - 1) * 4 : page * 4], "total": 12, "more": page < 3})


def script_shop() -> SmallSite:
    site = SmallSite({"/": SHOP, "/api/list": _list})
    site.pages |= {f"/api/goods/{g['id']}": _json(g) for g in GOODS}
    return site
