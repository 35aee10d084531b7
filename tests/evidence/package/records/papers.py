"""Each record once with everything known and once with as little as it may be made of."""

import struct
import zlib
from dataclasses import replace
from functools import cache
from typing import Any

from evidence.package.records.facts import (
    Artefact,
    CaptureFacts,
    Clock,
    Look,
    Office,
    Officer,
)
from evidence.package.records.facts import Head as HeadFacts
from evidence.package.records.form import Form, fill
from evidence.package.records.forms import (
    assistance_letter,
    automatic_note,
    catalogue,
    cover_sheet,
    custody_log,
    extraction_record,
    fixing_list,
    notary_sheet,
    notices_checklist,
    party_check,
    picture_sheet,
    referral,
    signature_refusal,
    source_register,
    verification_record,
)
from evidence.package.records.paper import Paper
from evidence.package.records.picture import picture_file
from tests.evidence.package.records.samples import (
    FIRST,
    SECOND,
    SHA,
    SM3,
    START,
    URL,
    artefacts,
    capture,
    head,
)

MINUTE = START.replace(minute=40)
BARE_HEAD = HeadFacts(office=Office(name="云岭市市场监督管理局"), number="X-1", made_at=MINUTE)


@cache
def png(width: int, height: int) -> bytes:
    """A picture of bands, 100 pixel rows each, so that slices can be told apart."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = bytearray()
    for y in range(height):
        band = y // 100
        tone = bytes((60 + band * 37 % 190, 60 + band * 91 % 190, 60 + band * 53 % 190))
        rows += b"\0" + (b"\0\0\0" if y % 100 == 0 else tone) * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(rows), 6))
        + chunk(b"IEND", b"")
    )


def full() -> dict[str, tuple[Form[Any], Any]]:
    """Every form with everything known."""
    automatic, attended = capture(), capture("attended")
    operator = automatic.operator
    both = (FIRST, SECOND)
    lead = referral.Referral(
        head=head("X-530000-20261124-0044"),
        to="雪山县市场监督管理局",
        task="假冒商品第四季度监测",
        platform="自建网站",
        url=URL,
        shop="彩云鞋行",
        matter="销售假冒注册商标的商品",
        operator=operator,
        why="页面所示住所在你县，实际经营地未显示；两处标识不一致之处已在附件注明",
        thing="自动采集件",
        package="WJ-530000-20261124-0001.zip",
        package_sha256=SHA,
        attachments=("证据目录", "自动监测采集说明"),
        reply_by="2026年12月15日",
    )
    entries = (
        catalogue.Entry(
            name="商品页截图",
            kind="电子数据",
            source="自动采集",
            formed_at="2026年11月20日",
            collected_at=START,
            pages="1–3",
            file="data/captures/C-1/page.png",
            sha256=SHA,
            shown=(catalogue.Shown(at=START, url=URL, words="高仿运动鞋 顶级复刻"),),
        ),
        catalogue.Entry(
            name="资质页截图",
            source="双人取证",
            collected_at=START,
            file="data/captures/C-2/page.png",
            sha256=SHA,
            proves="店铺出示的授权书",
            contrary=True,
            after_decision=True,
        ),
    )
    answer = verification_record.KnownAnswer
    custody = custody_log.Custody(
        at=START,
        action="采集",
        number=automatic.number,
        sha256=SHA,
        giver="系统",
        receiver="归档区",
        place="取证工作站 QZ-01",
        purpose="采集",
        again="一致",
        ledger_entry="4211",
    )
    rows: list[tuple[Form[Any], Any]] = [
        (
            automatic_note.FORM,
            automatic_note.AutomaticNote(
                head=head(),
                capture=automatic,
                task_kind="日常监测",
                task_name="假冒商品第四季度监测",
                lists=(
                    automatic_note.ListUsed(
                        name="假冒商品", version="第4版", sha256=SHA, agreed="商标机构、网监机构"
                    ),
                ),
            ),
        ),
        (
            extraction_record.FORM,
            extraction_record.Extraction(
                head=head("B-530000-20261124-0003"),
                capture=attended,
                officers=both,
                cause="涉嫌销售假冒注册商标的商品",
                purpose="固定商品页面所示内容",
                place="云岭市市场监督管理局取证室",
                technician="草某",
                holder_present=False,
                witness="花某",
                notices="G-530000-20261124-0003",
                no_original="remote",
                controller="页面所示网站经营者",
                outside_recording="执法记录仪 00012.mp4",
                attachments=("电子数据提取固定清单", "证据提取单2份"),
            ),
        ),
        (
            fixing_list.FORM,
            fixing_list.FixingList(
                head=head(), capture=automatic, officers=both, medium="光盘 D-17"
            ),
        ),
        (picture_sheet.FORM, picture(1280, 4300)),
        (
            catalogue.FORM,
            catalogue.Catalogue(head=head("WJ-530000-20261124-0001"), entries=entries),
        ),
        (
            party_check.FORM,
            party_check.PartyCheck(
                head=head("H-1"),
                materials=tuple(party_check.Material(one.file, one.sha256) for one in artefacts()),
                officers=both,
                shown=True,
                time="2026年11月25日上午",
                place="云岭市五华路8号",
                person="石某",
                capacity="店铺负责人",
                identity="居民身份证",
            ),
        ),
        (
            signature_refusal.FORM,
            signature_refusal.SignatureRefusal(
                head=head("H-2"),
                document="当事人核对确认页",
                document_number="H-1",
                officers=both,
                person="石某",
                case="拒绝签名",
                time="2026年11月25日上午",
                place="云岭市五华路8号",
                present="木一、林二、石某",
                recording="执法记录仪 00013.mp4",
            ),
        ),
        (
            source_register.FORM,
            source_register.SourceRegister(
                head=head("X-530000-20261124-0044"),
                source="监督检查",
                found_at=START,
                registered_at=MINUTE,
                operator=operator,
                platform="自建网站",
                shop="彩云鞋行",
                words="高仿运动鞋 顶级复刻",
                matter="销售假冒注册商标的商品",
                verified_at=MINUTE,
                officers=both,
                attachments=("自动监测采集说明", "截图3幅"),
                registrar="木一",
                deadline="15个工作日，至2026年12月15日",
            ),
        ),
        (referral.LETTER, lead),
        (referral.SUBMISSION, lead),
        (
            assistance_letter.FORM,
            assistance_letter.Assistance(
                head=head("L-1"),
                to="彩云网络科技有限公司",
                cause="涉嫌销售假冒注册商标的商品",
                matter="销售假冒注册商标的商品",
                law="《中华人民共和国电子商务法》",
                shop="彩云鞋行",
                urls=(URL,),
                ids="店铺标识 88001，商品标识 1024",
                period="2026年1月1日至2026年11月24日",
                wanted=("登记信息", "交易记录"),
                due="2026年12月1日",
            ),
        ),
        (
            notary_sheet.FORM,
            notary_sheet.NotarySheet(
                head=head("N-1"),
                captures=(automatic,),
                officers=both,
                cause="申请对网页进行保全",
                passing=("商品价格", "用户评价"),
                advice="先打开首页，再按进入步骤操作；全程录屏",
                notary="云岭市公证处",
                contact="水某 0800-0000001",
            ),
        ),
        (
            custody_log.FORM,
            custody_log.CustodyLog(
                head=head("K-1"),
                actions=(
                    custody,
                    custody_log.Gap(START, MINUTE),
                    replace(custody, action="移交", by_system=False, giver=None, receiver=None),
                ),
            ),
        ),
        (
            verification_record.FORM,
            verification_record.Verification(
                head=head("V-0.1.0"),
                verified_at=MINUTE,
                version="网鉴 0.1.0",
                build=SHA,
                components=(Look("Python", "3.11.7"), Look("Chromium", "156.0.8078.79")),
                host="取证工作站 QZ-01",
                clock=automatic.clock,
                answers=(answer("已知页标题", "样本页", "样本页", "相符"),),
                tampering=(answer("改动WARC第100字节", "拒绝", "拒绝并指出文件", "相符"),),
                failed=(),
                changes=("浏览器由155升至156",),
                administrators=(Look("山某", "安装、备份"),),
                limits=("图片中的文字不识别",),
                scope="云岭市局取证工作站",
            ),
        ),
        (
            notices_checklist.FORM,
            notices_checklist.NoticesChecklist(
                head=head("G-1"), officers=both, party="云岭彩云鞋行", place="云岭市五华路8号"
            ),
        ),
        (
            cover_sheet.FORM,
            cover_sheet.CoverSheet(
                head=head("WJ-530000-20261124-0001"),
                manner="automatic",
                object="自建网站 shop.example.com 店铺“彩云鞋行”",
                occasions=(
                    cover_sheet.Occasion(at=START, url=URL, clock=automatic.clock),
                    cover_sheet.Occasion(at=MINUTE, url=URL, clock=Clock()),
                ),
                claims=tuple(
                    cover_sheet.Claim(
                        words="高仿运动鞋 顶级复刻",
                        picture=f"图{number}",
                        file="data/captures/C-1/page.png",
                        sha256=SHA,
                    )
                    for number in range(1, 4)
                ),
                alterations=automatic.effects,
                gaps=("商品视频超过上限，未采集",),
                contrary=("资质页截图 C-2",),
            ),
        ),
    ]
    return {form.key: (form, facts) for form, facts in rows}


def bare() -> dict[str, tuple[Form[Any], Any]]:
    """Every form with nothing known that it can do without."""
    nothing = CaptureFacts(number="C-0", kind="automatic")
    attended = CaptureFacts(
        number="C-0", kind="attended", clock=Clock(offset=0.0, measured_at=START)
    )
    both = tuple(Officer(name=one.name, confirmed_at=one.confirmed_at) for one in (FIRST, SECOND))
    empty = picture_sheet.PictureSheet(
        head=BARE_HEAD,
        capture=nothing,
        artefact=Artefact(name="截图", file="page.png"),
        picture=picture_file("page.png", png(300, 200)),
    )
    rows: list[tuple[Form[Any], Any]] = [
        (automatic_note.FORM, automatic_note.AutomaticNote(head=BARE_HEAD, capture=nothing)),
        (
            extraction_record.FORM,
            extraction_record.Extraction(head=BARE_HEAD, capture=attended, officers=both),
        ),
        (fixing_list.FORM, fixing_list.FixingList(head=BARE_HEAD, capture=nothing)),
        (picture_sheet.FORM, empty),
        (catalogue.FORM, catalogue.Catalogue(head=BARE_HEAD)),
        (party_check.FORM, party_check.PartyCheck(head=BARE_HEAD, materials=())),
        (
            signature_refusal.FORM,
            signature_refusal.SignatureRefusal(head=BARE_HEAD, document=None),
        ),
        (source_register.FORM, source_register.SourceRegister(head=BARE_HEAD)),
        (referral.LETTER, referral.Referral(head=BARE_HEAD)),
        (referral.SUBMISSION, referral.Referral(head=BARE_HEAD)),
        (assistance_letter.FORM, assistance_letter.Assistance(head=BARE_HEAD)),
        (notary_sheet.FORM, notary_sheet.NotarySheet(head=BARE_HEAD, captures=())),
        (
            custody_log.FORM,
            custody_log.CustodyLog(
                head=BARE_HEAD,
                actions=(
                    custody_log.Custody(at=None, action="移交", number=None, by_system=False),
                ),
            ),
        ),
        (
            verification_record.FORM,
            verification_record.Verification(head=BARE_HEAD, verified_at=None),
        ),
        (notices_checklist.FORM, notices_checklist.NoticesChecklist(head=BARE_HEAD, remote=True)),
        (cover_sheet.FORM, cover_sheet.CoverSheet(head=BARE_HEAD, manner="automatic")),
    ]
    return {form.key: (form, facts) for form, facts in rows}


@cache
def picture(width: int, height: int) -> picture_sheet.PictureSheet:
    """A 证据提取单 of an automatic capture with a picture of this size."""
    first = artefacts()[0]
    return picture_sheet.PictureSheet(
        head=head("T-530000-20261124-0001"),
        capture=capture(),
        artefact=replace(first, sha256=SHA, sm3=SM3),
        picture=picture_file(first.file, png(width, height)),
        officers=(FIRST, SECOND),
        exported_at=MINUTE,
        place="云岭市市场监督管理局取证室",
        computed_at=START,
        checked_at=MINUTE,
        agrees=True,
    )


def paper(key: str) -> Paper:
    """The full record of this key."""
    form, facts = full()[key]
    return fill(form, facts)
