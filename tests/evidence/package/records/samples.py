"""Facts of invented captures, cases and offices, as full as a record can be."""

from datetime import UTC, datetime, timedelta

from evidence.package.records.facts import (
    Absent,
    Artefact,
    CaptureFacts,
    Clock,
    Head,
    Hit,
    Look,
    Office,
    Officer,
    Operator,
    PageSeen,
    Recording,
    Step,
    Surroundings,
)

START = datetime(2026, 11, 24, 1, 5, 7, tzinfo=UTC)
SHA = "0123456789abcdef" * 4
SM3 = "fedcba9876543210" * 4
URL = "http://shop.example.com/goods/1024.html?from=search&q=%E9%AB%98%E4%BB%BF"

OFFICE = Office(
    name="云岭市市场监督管理局",
    prefix="云岭市监网",
    contact="网络交易监管科　木某",
    phone="0800-0000000",
    address="云岭市人民路1号",
)
FIRST = Officer(name="木一", certificate="53000001001", confirmed_at=START - timedelta(minutes=12))
SECOND = Officer(name="林二", certificate="53000001002", confirmed_at=START - timedelta(minutes=11))


def head(number: str = "C-530000-20261124-0187", **office: object) -> Head:
    """A head of the invented office."""
    return Head(office=OFFICE, number=number, made_at=START + timedelta(minutes=9))


def page() -> PageSeen:
    """A page of the sample market, read without logging in."""
    return PageSeen(
        platform="自建网站 shop.example.com",
        shop="彩云鞋行",
        page="高仿运动鞋 顶级复刻",
        asked=URL,
        final=URL.replace("http:", "https:"),
        redirects=(URL.replace("http:", "https:"),),
        ip="203.0.113.7",
        port="443",
        certificate_sha256=SHA,
        access="public",
        blocked=False,
        user_agent="Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0",
        steps=(
            "打开首页 http://shop.example.com/",
            "在站内搜索框输入“高仿”并提交",
            "在结果第1页点开“高仿运动鞋 顶级复刻”",
        ),
    )


def artefacts() -> tuple[Artefact, ...]:
    """Five files of a capture."""
    rows = (
        ("整页截图", "page.png", "截屏", "PNG", 812345, "整页截图，滚动到底后截取"),
        ("页面PDF", "page.pdf", "网页", "PDF", 220011, "浏览器打印"),
        ("渲染后DOM", "dom.html", "网页", "HTML", 45210, "读取渲染后的文档"),
        ("可见文字", "text.txt", "网页", "TXT", 3120, "读取渲染后的文字"),
        ("网络记录", "traffic.warc.gz", "日志", "WARC", 1204567, "记录浏览器收到的字节"),
    )
    return tuple(
        Artefact(
            name=name,
            file=file,
            kind=kind,
            format=form,
            size=size,
            source_url=URL,
            stored=f"captures/C-530000-20261124-0187/{file}",
            taken_at=START + timedelta(seconds=20 + number),
            method=method,
            sha256=SHA,
            sm3=SM3,
            note=Absent("不适用"),
        )
        for number, (name, file, kind, form, size, method) in enumerate(rows)
    )


def capture(kind: str = "automatic") -> CaptureFacts:
    """A capture of the page; `kind` is "automatic" or "attended"."""
    return CaptureFacts(
        number="C-530000-20261124-0187",
        kind="attended" if kind == "attended" else "automatic",
        start=START,
        end=START + timedelta(minutes=2, seconds=11),
        clock=Clock(
            source="国家授时中心 ntp.ntsc.ac.cn",
            method="NTP 四次往返取中位数",
            offset=12.4,
            error=3.5,
            measured_at=START - timedelta(minutes=1),
            corrected=False,
        ),
        surroundings=Surroundings(
            device="取证工作站 QZ-01",
            system="Debian GNU/Linux 13",
            browser="Chromium 156.0.8078.79",
            tool="网鉴",
            version="0.1.0",
            config_sha256=SHA,
            egress_ip="198.51.100.20",
            resolver="192.0.2.53",
            proxy="无",
            hosts=f"SHA-256 {SHA}",
            cleanliness=(
                Look("代理设置", "无代理"),
                Look("hosts文件", "仅有本机条目"),
                Look("浏览器历史", "全新用户目录"),
            ),
            known_answer="与预期一致：标题、文字和图片校验值均相符",
        ),
        page=page(),
        operator=Operator(
            name="云岭彩云鞋行",
            code_seen="9153 0102 MA00 0000 0X",
            code="91530102MA0000000X",
            code_check="校验不符",
            domicile="云岭市五华路8号",
            actual_place=Absent("未取得", "页面未显示"),
        ),
        artefacts=artefacts(),
        steps=(
            Step(at=START, actor="木一", by_hand=True, action="输入网址并回车", result="页面打开"),
            Step(
                at=START + timedelta(seconds=9),
                actor="系统",
                by_hand=False,
                action="等待网络静默后滚动到底",
                result="滚动14屏，加载图片38幅",
            ),
            Step(
                at=START + timedelta(seconds=22),
                actor="系统",
                by_hand=False,
                action="整页截图",
                result="失败：渲染进程超时；重试一次成功",
            ),
        ),
        effects=("滚动到页底，触发延迟加载的图片38幅", "关闭弹窗1个", "传输编码gzip已解码后显示"),
        not_taken=("商品视频 /v/1024.mp4：超过50MB上限，截断于52428800字节",),
        marks=("页面弹出对话框（1）",),
        robots="robots.txt 允许；已取得并归档",
        hits=(
            Hit(
                term="高仿",
                field="标题",
                text="高仿运动鞋 顶级复刻",
                rule="假冒商品·强词",
                excused_by=Absent("不适用", "未命中排除语境"),
            ),
            Hit(
                term="顶级",
                field="标题",
                text="高仿运动鞋 顶级复刻",
                rule="广告用语·弱词",
                excused_by=Absent("不适用", "未命中排除语境"),
            ),
        ),
        recheck="仍在：采集件中同一字段仍有同一文字",
        favourable=("页面底部载有“如有侵权请联系删除”字样",),
        related=(
            Look("证书链", f"chain.pem，SHA-256 {SHA}"),
            Look("备案号", "滇ICP备00000000号（页面所示）"),
        ),
        second_view="移动端UA所见标题、价格相同；移动端少促销横幅1处",
        recording=Recording(file="screen.webm", seconds=131.0, sha256=SHA, sm3=SM3, breaks=0),
        method="浏览器渲染后截取，网络字节经本机中继记录",
        account="svc-capture",
        list_file="list.json",
        list_sha256=SHA,
        list_sm3=SM3,
        ledger_entry="第4211项",
        timestamp="待取得",
    )
