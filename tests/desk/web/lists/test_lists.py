"""关键词表与会签: lists sent in, mended, compared, agreed on."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.web.models import AccessLine, ListObjection, Notice
from desk.web.roles import Role
from keywords.agreement import load_key, sign
from keywords.keyword_list import load_list
from leads.list_shelf import State, shelf
from tests.desk.web.lists.made import PASSPHRASE, drafted, toml_file, unit_key, workbook_file

URL = "/lists/food_ads/4/"


@pytest.fixture
def officer(person):
    return person(Role.OFFICER, name="王某")


@pytest.fixture
def client(officer, client_of):
    return client_of(officer)


@pytest.fixture
def advertising(person, client_of, home):
    unit_key(home, "advertising")
    return client_of(person(Role.UNIT, unit="advertising", name="周某"))


@pytest.fixture
def trademark(person, client_of, home):
    unit_key(home, "trademark")
    return client_of(person(Role.UNIT, unit="trademark", name="吴某"))


def send(client, file, **more):
    return client.post("/lists/new/", {"file": file} | more, follow=True)


def agree(client, url=URL, passphrase=PASSPHRASE):
    """Sign as an officer does: ask, read what it means, confirm."""
    digest = _digest(url)
    asked = client.post(f"{url}sign/", {"do": "key", "digest": digest})
    assert asked.status_code == 200
    said = {"do": "key", "confirm": "1", "digest": digest, "passphrase": passphrase}
    return asked, client.post(f"{url}sign/", said)


def _digest(url):
    from desk.web import here

    _, _, list_id, version, _ = url.split("/")
    return shelf(here.home()).find(list_id, version).list.digest


def test_04_当导入表有错时_应指出行_列_应填值(home, client, tmp_path):
    faulty = workbook_file(drafted(), tmp_path, A1="单词", B2="很强", D3="也许")
    answer = send(client, faulty)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有保存任何内容" in page
    assert "工作表“词条”第 1 行（A1）" in page and "单词" in page
    faulty = workbook_file(drafted(), tmp_path, B2="很强", D3="也许")
    page = send(client, faulty).content.decode()
    assert "文件有2处错误" in page, "all of them at once"
    assert "工作表“词条”第 3 行“搜索”列（D3）" in page and "是 或 否" in page
    assert "工作表“词条”第 2 行“强弱”列（B2）" in page and "强 或 弱" in page
    assert not (home.lists / "versions").exists(), "nothing is kept of a faulty file"
    mended = send(client, workbook_file(drafted(), tmp_path))
    assert mended.status_code == 200 and "已存为草稿" in mended.content.decode()
    assert shelf(home).find("food_ads", "4").state is State.DRAFT


def test_faults_of_a_toml_file_are_told_by_line_all_at_once(home, client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from keywords.toml_list import list_text

    text = list_text(drafted(units=("advertising", "brand")))
    bad = text.replace('strength = "strong"', 'strenght = "strong"', 1)
    answer = send(client, SimpleUploadedFile("表.toml", bad.encode()))
    page = answer.content.decode()
    line = bad[: bad.index("strenght")].count("\n") + 1
    assert f"第{line}行" in page and "是否想写 strength？" in page and "缺少这个键" in page
    page = send(client, SimpleUploadedFile("表.toml", text.encode())).content.decode()
    line = text[: text.index("units =")].count("\n") + 1
    assert f"第{line}行" in page and "没有机构“brand”" in page and "trademark（商标" in page


def test_06_当改动一词时_应重新会签(home, client, advertising, trademark, tmp_path):
    send(client, toml_file(drafted()))
    assert Notice.objects.filter(text__contains="食品广告用语第4版待会签").count() == 2
    asked, done = agree(advertising)
    assert "不可撤回；改一词须重新会签。" in asked.content.decode()
    assert "以广告机构密钥签署第4版（摘要" in asked.content.decode()
    assert done.status_code == 302
    assert "会签中1/2" in client.get("/lists/").content.decode()
    changed = drafted(words=("治疗高血压", "国家级别"))
    refused = send(client, workbook_file(changed, tmp_path))
    assert refused.status_code == 422 and "换成这份后原签名作废" in refused.content.decode()
    send(client, workbook_file(changed, tmp_path), replace="on")
    page = client.get(URL).content.decode()
    assert "草稿" in page and "词表已改，须重新会签" in page
    agree(advertising)
    agree(trademark)
    page = client.get(URL).content.decode()
    assert "生效" in page and page.count("✓已签") == 2
    assert load_list(home.lists / "food_ads.toml").digest == changed.digest
    again = send(client, toml_file(drafted(words=("治疗高血压",))))
    assert again.status_code == 422 and "新的版本号" in again.content.decode()


def test_the_passphrase_is_typed_and_kept_nowhere(home, client, advertising):
    send(client, toml_file(drafted()))
    _, wrong = agree(advertising, passphrase="falsch-falsch")
    page = wrong.content.decode()
    assert wrong.status_code == 422 and "口令不对" in page
    assert "falsch-falsch" not in page and str(home.path) not in page
    assert AccessLine.objects.filter(what="failed", note="会签密钥未能打开").exists()
    _, done = agree(advertising)
    assert done.status_code == 302
    kept = b"".join(path.read_bytes() for path in home.path.rglob("*") if path.is_file())
    assert PASSPHRASE.encode() not in kept


def test_a_signature_made_elsewhere_counts_if_it_is_the_units_own(home, client, advertising):
    from django.core.files.uploadedfile import SimpleUploadedFile

    send(client, toml_file(drafted()))
    key = load_key(home.keys / "advertising.pem", PASSPHRASE)
    other = sign(drafted("3"), "advertising", "周某", key)
    right = sign(drafted(), "advertising", "周某", key, at=datetime.now(UTC))
    digest = _digest(URL)

    def hand_in(*signatures):
        data = b"".join(one.model_dump_json().encode() + b"\n" for one in signatures)
        file = SimpleUploadedFile("food_ads.agreements.jsonl", data)
        said = {"do": "file", "digest": digest, "file": file}
        return advertising.post(f"{URL}sign/", said)

    assert "签的是旧内容" in hand_in(other).content.decode()
    nonsense = SimpleUploadedFile("x.jsonl", b"{}\n")
    said = {"do": "file", "digest": digest, "file": nonsense}
    assert advertising.post(f"{URL}sign/", said).status_code == 422
    assert hand_in(other, right).status_code == 302
    assert shelf(home).find("food_ads", "4").words == "会签中1/2"
    assert "已签署本版" in advertising.get(f"{URL}sign/").content.decode()


def test_who_signs_what_has_changed_meanwhile_signs_nothing(home, client, advertising):
    send(client, toml_file(drafted()))
    digest = _digest(URL)
    send(client, toml_file(drafted(words=("治疗高血压", "最高级"))))
    said = {"do": "key", "confirm": "1", "digest": digest, "passphrase": PASSPHRASE}
    answer = advertising.post(f"{URL}sign/", said, follow=True)
    assert "词表内容刚有改动，没有签署" in answer.content.decode()
    assert shelf(home).find("food_ads", "4").state is State.DRAFT


def test_a_unit_that_does_not_agree_says_why(home, client, trademark):
    send(client, toml_file(drafted()))
    said = {"do": "object", "digest": _digest(URL), "reason": ""}
    assert trademark.post(f"{URL}sign/", said).status_code == 422
    said["reason"] = "“国家级”另有规定"
    assert trademark.post(f"{URL}sign/", said).status_code == 302
    assert ListObjection.objects.count() == 1
    page = client.get(URL).content.decode()
    assert "不同意：“国家级”另有规定" in page


def test_only_a_unit_of_the_list_with_a_certificate_signs(home, client, person, client_of):
    send(client, toml_file(drafted()))
    assert "不需要您所在的机构会签" in client.get(f"{URL}sign/").content.decode()
    bare = client_of(person(Role.UNIT, unit="advertising", certificate=False))
    assert "没有登记执法证号" in bare.get(f"{URL}sign/").content.decode()
    below = client_of(person(Role.UNIT, unit="advertising", office="530502"))
    assert "其他机关" in below.get(f"{URL}sign/").content.decode()
    said = {"do": "object", "digest": _digest(URL), "reason": "不"}
    below.post(f"{URL}sign/", said)
    assert not ListObjection.objects.exists()


def test_a_sentence_shows_what_hits_and_what_excuses(home, client):
    send(client, toml_file(drafted()))
    page = client.get(URL, {"try": "三七粉治疗高血压"}).content.decode()
    assert "【治疗高血压】" in page and "构成监测提示" in page
    page = client.get(URL, {"try": "本品不能治疗高血压"}).content.decode()
    assert "【治疗高血压】" in page and "不算" in page
    assert "没有命中" in client.get(URL, {"try": "三七粉一盒"}).content.decode()


def test_two_versions_are_compared_word_by_word(home, client):
    send(client, toml_file(drafted("3", ("治疗高血压", "最佳疗效"))))
    send(client, toml_file(drafted("4", ("治疗高血压", "国家级"), units=("advertising",))))
    page = client.get(f"{URL}compare/?with=3").content.decode()
    assert "新增+1 删除−1 改动~0 其他1处" in page
    assert "＋新增" in page and "国家级" in page and "最佳疗效" in page


def test_terms_show_which_of_them_only_make_noise(home, client, officer, made):
    from desk.web import here
    from leads.models import LeadFinding

    send(client, toml_file(drafted()))
    lead = made.lead("advertising", matched="国家级", snippet="国家级品质")
    LeadFinding.objects.filter(lead=lead).update(term="国家级", list_id="food_ads")
    here.stages().dismiss(lead.hint_no, officer.officer, "context", note="语境")
    page = client.get(URL).content.decode()
    row = page[page.index('<th scope="row">国家级</th>') :]
    assert '<td class="number bad">1</td>' in row[: row.index("</tr>")]
    only = client.get(URL, {"only": "noise"}).content.decode()
    assert '<th scope="row">国家级</th>' in only and '<th scope="row">治疗高血压</th>' not in only
    only = client.get(URL, {"only": "silent"}).content.decode()
    assert '<th scope="row">治疗高血压</th>' in only and '<th scope="row">国家级</th>' not in only


def test_the_page_tells_the_law_with_its_days_and_gives_the_list_away(home, client, tmp_path):
    send(client, toml_file(drafted()))
    page = client.get(URL).content.decode()
    assert "2021-04-29" in page and "普通食品宣传治病" in page and "现行" in page
    got = client.get(f"{URL}file/?as=xlsx")
    path = tmp_path / "got.xlsx"
    path.write_bytes(got.content)
    from keywords.workbook import read_workbook

    assert read_workbook(path).digest == drafted().digest
    assert "id = " in client.get(f"{URL}file/?as=toml").content.decode()
    assert client.get("/lists/?export=xlsx").status_code == 200
    assert AccessLine.objects.filter(what="exported").count() == 3


def test_today_tells_a_unit_what_waits_for_its_signature(home, client, advertising):
    assert "待会签" not in advertising.get("/").content.decode()
    send(client, toml_file(drafted()))
    page = advertising.get("/").content.decode()
    assert "<strong>1</strong> 待会签" in page
    assert "食品广告用语" in advertising.get("/lists/?state=open&unit=advertising").content.decode()


def test_the_list_of_lists_costs_the_same_however_many_there_are(home, client):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get("/lists/")
        return len(asked)

    few = queries()
    for number in range(50):
        send(client, toml_file(drafted(str(number + 10))))
    assert queries() == few
    assert few <= 12


def test_an_office_below_drafts_nothing_here(home, person, client_of):
    below = client_of(person(Role.OFFICER, office="530502"))
    answer = send(below, toml_file(drafted()))
    assert answer.status_code == 422 and "您的账号属其他机关" in answer.content.decode()
    assert shelf(home).find("food_ads", "4") is None


def test_unknown_lists_do_not_exist(home, client):
    assert client.get("/lists/nothing/1/").status_code == 404
    assert client.get("/lists/food_ads/..%2f..%2fx/").status_code == 404


def test_suspected_sentences_suggest_words_to_who_may_see_their_leads(
    home, client, made, person, client_of
):
    said = "腿肚上一团团青筋<b>泡</b>过一冬就平下去，降压片也减半了"
    lead = made.lead("advertising", matched=said, snippet=said)
    lead.findings.update(rule="advertising.unlisted", term="", list_id="")
    send(client, toml_file(drafted()))
    page = client.get(URL).content.decode()
    assert "新词建议" in page and "&lt;b&gt;泡&lt;/b&gt;过一冬" in page
    assert said not in page
    elsewhere = client_of(person(Role.OFFICER, office="530600"))
    assert "新词建议" not in elsewhere.get(URL).content.decode()


def test_a_csv_is_told_what_is_taken_and_the_template_is_given(home, client, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    for content in ("词,强弱\n根治,强\n".encode("gbk"), "词,强弱\n根治,强\n".encode()):
        page = send(client, SimpleUploadedFile("词.csv", content)).content.decode()
        assert "CSV" in page and ".xlsx" in page and "UTF-8" not in page and "键 = 值" not in page
    given = client.get("/lists/template/keyword-list.xlsx")
    assert given.status_code == 200
    answer = send(client, SimpleUploadedFile("词.xlsx", given.content))
    assert "已存为草稿" in answer.content.decode()
