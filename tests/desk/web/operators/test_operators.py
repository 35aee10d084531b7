"""The dossier shows what pages told, masks people, and is closed to other territories."""

import io

import openpyxl

from checks.finding import OperatorSigns
from desk.web.models import AccessLine
from desk.web.roles import Role
from leads.models import Operator
from tests.desk.web.leads_made import LONGYANG

CODE = "91530502MA6KABCD39"


def test_list_and_dossier(home, person, client_of, made):
    signs = OperatorSigns(
        names=["云上某某茶业有限公司"], uscc=[CODE], addresses=[LONGYANG], phones=["08750000000"]
    )
    lead = made.lead(operator=signs)
    client = client_of(person(Role.OFFICER, office="530500"))
    text = client.get("/operators/").content.decode()
    assert "云上某某茶业有限公司" in text and f"{CODE}（校验通过）" in text
    assert "未见亮照" not in text.split("<tbody>")[1]
    pk = lead.shop.operator_id
    page = client.get(f"/operators/{pk}/").content.decode()
    assert lead.hint_no in page and "实际经营地" in page and "08750000000" not in page
    assert "未导入登记信息" in page
    full = client.get(f"/operators/{pk}/?full=1").content.decode()
    assert "08750000000" in full
    assert AccessLine.objects.filter(note="查看全称", subject=f"主体 {pk}").count() == 1
    found = client.get("/operators/?q=某某茶业").content.decode()
    assert CODE in found
    assert "没有符合的主体" in client.get("/operators/?q=没有这家").content.decode()


def test_a_natural_person_is_masked(home, person, client_of, made):
    lead = made.lead(operator=OperatorSigns(names=["李小明"], addresses=[LONGYANG]))
    client = client_of(person(Role.OFFICER, office="530500"))
    for path in ("/operators/", f"/operators/{lead.shop.operator_id}/", "/leads/?stage="):
        text = client.get(path).content.decode()
        assert "李小明" not in text and "李**" in text, path


def test_a_natural_person_is_masked_however_long_the_name_is(home, person, client_of, made):
    name = "阿卜杜拉·买买提"
    signs = OperatorSigns(names=[name], addresses=[LONGYANG], operator_type="natural_person")
    lead = made.lead(operator=signs)
    client = client_of(person(Role.OFFICER, office="530500"))
    for path in ("/operators/", f"/operators/{lead.shop.operator_id}/", "/leads/?stage="):
        text = client.get(path).content.decode()
        assert name not in text and "阿**" in text, path
    assert name in client.get(f"/operators/{lead.shop.operator_id}/?full=1").content.decode()
    drug = {"matched": "治疗", "snippet": "三七粉治疗高血压"}
    made.lead("advertising", operator=signs, shop=lead.shop.key, **drug)
    hints = client.get("/hints/").content.decode()
    assert name not in hints and "阿**" in hints, "two hints are a group, named by who runs it"
    book = client.get("/hints/?export=xlsx").content
    cells = {cell for row in openpyxl.load_workbook(io.BytesIO(book)).active.values for cell in row}
    assert name not in cells and "阿**" in cells


def test_another_territory_gets_404_and_a_line(home, person, client_of, made):
    lead = made.lead()
    client = client_of(person(Role.OFFICER, office="530100"))
    pk = lead.shop.operator_id
    assert client.get(f"/operators/{pk}/").status_code == 404
    assert AccessLine.objects.filter(what="refused", subject=f"主体 {pk}").exists()
    assert Operator.objects.count() == 1
