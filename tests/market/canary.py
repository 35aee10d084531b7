"""Ways out of a page, all to addresses that no crawler or browser of ours may reach.

The ways are those of RFC 9110 redirects, of HTML and CSS sub-resources, of
Fetch, Beacon, WebSocket and WebRTC; a canary that was reached says which.
"""

from collections.abc import Sequence

_WAYS = """
<a href="http://{c}/link">品牌官网</a>
<a href="//{c}/protocol-relative">资质查询</a>
<img src="http://{c}/image.png" width="1" height="1" alt="">
<iframe src="http://{c}/frame" width="1" height="1" title="客服"></iframe>
<link rel="prefetch" href="http://{c}/prefetch">
<link rel="preconnect" href="http://{c}">
<link rel="stylesheet" href="http://{c}/style.css">
<div style="width:1px;height:1px;background:url(http://{c}/background.png)"></div>
<form action="http://{c}/form" method="get"><input type="hidden" name="q" value="1"></form>
<script>
(function () {{
  var c = "{c}";
  var no = function () {{}};
  try {{ fetch("http://" + c + "/fetch", {{mode: "no-cors"}}).catch(no); }} catch (e) {{}}
  try {{ navigator.sendBeacon("http://" + c + "/beacon", "1"); }} catch (e) {{}}
  try {{ new WebSocket("ws://" + c + "/websocket"); }} catch (e) {{}}
  try {{
    var p = new RTCPeerConnection({{iceServers: [{{urls: "stun:" + c}}]}});
    p.createDataChannel("x");
    p.createOffer().then(function (o) {{ return p.setLocalDescription(o); }});
  }} catch (e) {{}}
}})();
</script>
"""


def bait(canaries: Sequence[str]) -> str:
    """HTML that leads to each HOST:PORT in every way; "" where there is none."""
    if not canaries:
        return ""
    return '<a href="/out/brand">合作品牌</a>' + "".join(_WAYS.format(c=c) for c in canaries)
