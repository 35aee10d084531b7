// 花时集: one shell, a JSON interface, hash routes. Cards carry no links: a click sets the route.
(function () {
  "use strict";
  var app = document.getElementById("app");
  var info = null;
  var seen = null;

  function el(name, cls, words) {
    var node = document.createElement(name);
    if (cls) node.className = cls;
    if (words !== undefined) node.textContent = words;
    return node;
  }
  function get(path) {
    return fetch(path, { headers: { Accept: "application/json" } }).then(function (r) { return r.json(); });
  }
  function go(route) { location.hash = route; }
  function clickable(node, route) {
    node.addEventListener("click", function () { go(route); });
    return node;
  }

  function bar(words) {
    var top = el("div", "bar");
    top.appendChild(clickable(el("div", "name", info.title), "#/"));
    var box = el("input");
    box.type = "text";
    box.placeholder = "搜索鲜花、护肤、绿植";
    box.value = words || "";
    var ask = function () { if (box.value.trim()) go("#/search/" + encodeURIComponent(box.value.trim())); };
    box.addEventListener("keydown", function (e) { if (e.key === "Enter") ask(); });
    var button = el("div", "go", "搜索");
    button.addEventListener("click", ask);
    top.appendChild(box);
    top.appendChild(button);
    app.appendChild(top);
    var hot = el("div", "hot", "热搜：");
    info.hot.forEach(function (w) { hot.appendChild(clickable(el("span", "", w), "#/search/" + encodeURIComponent(w))); });
    app.appendChild(hot);
  }

  function tabs(now) {
    var row = el("div", "tabs");
    row.appendChild(clickable(el("div", now ? "" : "on", "全部"), "#/"));
    info.groups.forEach(function (g) {
      row.appendChild(clickable(el("div", g.id === now ? "on" : "", g.name), "#/group/" + g.id));
    });
    app.appendChild(row);
  }

  function card(g) {
    var box = el("div", "card");
    var img = el("img");
    img.src = g.image;
    img.alt = g.imageAlt;
    box.appendChild(img);
    box.appendChild(el("div", "t", g.name));
    var p = el("div", "p", "¥" + g.price);
    p.appendChild(el("i", "", "已售 " + g.sold));
    box.appendChild(p);
    return clickable(box, "#/goods/" + g.id);
  }

  function foot() {
    var box = el("div", "foot");
    box.appendChild(clickable(el("span", "", "证照信息"), "#/licence"));
    box.appendChild(el("div", "", info.icp));
    box.appendChild(el("div", "", "滇公网安备" + info.police + "号"));
    app.appendChild(box);
  }

  function stream(query, empty) {
    var grid = el("div", "cards");
    var more = el("div", "more", "加载中…");
    app.appendChild(grid);
    app.appendChild(more);
    foot();
    var page = 1, busy = false, over = false;
    function next() {
      if (busy || over) return;
      busy = true;
      get("/api/v2/goods?" + query + "&page=" + page + "&size=10").then(function (data) {
        if (!grid.isConnected) return;
        data.list.forEach(function (g) { grid.appendChild(card(g)); });
        page += 1;
        busy = false;
        over = !data.hasMore;
        more.textContent = over ? (data.total ? "没有更多了" : empty) : "上滑加载更多";
        if (!over && more.getBoundingClientRect().top < innerHeight) next();
      });
    }
    seen = new IntersectionObserver(function (rows) { if (rows[0].isIntersecting) next(); });
    seen.observe(more);
  }

  function goods(id) {
    get("/api/v2/goods/" + id).then(function (g) {
      if (g.code) { app.appendChild(el("div", "more", "商品不存在或已下架")); return; }
      document.title = g.name + " - " + info.title;
      var img = el("img", "hero");
      img.src = g.image;
      img.alt = g.imageAlt;
      app.appendChild(img);
      var head = el("div", "pad");
      head.appendChild(el("div", "price", "¥" + g.price));
      head.appendChild(el("h1", "", g.name));
      head.appendChild(el("div", "", "已售 " + g.sold + "　快递包邮"));
      app.appendChild(head);
      var facts = el("div", "sec");
      facts.appendChild(el("h3", "", "规格"));
      Object.keys(g.facts).forEach(function (k) {
        var row = el("div", "row");
        row.appendChild(el("b", "", k));
        row.appendChild(el("span", "", g.facts[k]));
        facts.appendChild(row);
      });
      app.appendChild(facts);
      var about = el("div", "sec detail");
      about.appendChild(el("h3", "", "商品详情"));
      about.insertAdjacentHTML("beforeend", g.detailHtml);
      app.appendChild(about);
      var said = el("div", "sec reviews");
      said.appendChild(el("h3", "", "买家评价"));
      g.reviews.forEach(function (r) { said.appendChild(el("p", "review", r)); });
      app.appendChild(said);
      var like = el("div", "sec recommend");
      like.appendChild(el("h3", "", "猜你喜欢"));
      var grid = el("div", "cards");
      g.recommend.forEach(function (r) { grid.appendChild(card(r)); });
      like.appendChild(grid);
      app.appendChild(like);
      foot();
      var dock = el("div", "dock");
      dock.appendChild(el("div", "", "客服"));
      dock.appendChild(el("div", "", "加入购物车"));
      dock.appendChild(el("div", "buy", "立即购买"));
      app.appendChild(dock);
    });
  }

  function licence() {
    get("/api/v2/shop/licence").then(function (data) {
      document.title = "证照信息 - " + info.title;
      var box = el("div", "sec");
      box.appendChild(el("h3", "", "证照信息"));
      data.licence.forEach(function (pair) {
        var row = el("div", "row");
        row.appendChild(el("b", "", pair[0]));
        row.appendChild(el("span", "", pair[1]));
        box.appendChild(row);
      });
      app.appendChild(box);
      foot();
    });
  }

  function show() {
    if (seen) { seen.disconnect(); seen = null; }
    app.textContent = "";
    document.title = info.title + " - " + info.slogan;
    var parts = (location.hash || "#/").slice(2).split("/");
    var value = decodeURIComponent(parts.slice(1).join("/"));
    scrollTo(0, 0);
    if (parts[0] === "goods") { bar(); goods(parseInt(value, 10)); return; }
    if (parts[0] === "licence") { bar(); licence(); return; }
    if (parts[0] === "search") {
      bar(value);
      document.title = "“" + value + "”的搜索结果 - " + info.title;
      app.appendChild(el("div", "hot", "“" + value + "”的搜索结果"));
      stream("kw=" + encodeURIComponent(value), "没有找到“" + value + "”相关商品");
      return;
    }
    bar();
    tabs(parts[0] === "group" ? value : "");
    stream(parts[0] === "group" ? "group=" + encodeURIComponent(value) : "sort=sales", "还没有商品");
  }

  get("/api/v2/shop").then(function (data) {
    info = data;
    addEventListener("hashchange", show);
    show();
  });
})();
