"""Drugs on prescription sold without one (处方药不凭处方销售).

药品管理法 61 and 药品网络销售监督管理办法 9: whoever sells them on the net makes sure that the
doctor's order is real, and of the buyer's name. A right approval number of the drug excuses nothing
of it. That they are advertised is another matter (checks/rules/ad_bans.py).
"""

from checks.context import Context
from checks.drug_act import DrugAct, told_act
from checks.drug_names import OVER_THE_COUNTER, PRESCRIPTION
from checks.finding import Finding
from checks.needles import NEEDLES
from checks.pattern_rule import Match, compiled

AREA = "product_quality"
UNIT = "consumer_protection"
COMPARED = ("sold-without-prescription",)
OF_NUMBERS = COMPARED

_WITHOUT = compiled(
    "(?:不用|不需要?|无需|无须|不要|免|不看|不查|不收|不必|省去|不管有没有|跳过)(?:您|你|再|任何|医生的?|电子|提供|上传|传|开|凭|要|出示|审核?)*"
    "处方|(?:没有?|无)(?:医生的?|电子)?处方(?:单|笺)?(?:也|都|照样?|一样|直接|就)[^。，\\n]{0,3}(?:能|可以?|行|发|卖|买|拿|给)|"
    "处方(?:单|笺)?(?:不用|不要|我们?(?:来)?(?:帮[你您]?)?(?:搞定|开|填|代开)|随便(?:填|传|写)|代开|后补)"
)
_NEEDLES = NEEDLES.add(("处方",))
_PRESCRIBED = compiled(PRESCRIPTION)
_KINDS = ("drug", "other")
_HONEST = compiled(
    "非处方|otc|保健食品|食品|普通(?:家电|商品|器械)|无需处方的|不能(?:不|没有)|不得|禁止|严禁|违法|违规|举报|谨防|警惕|不卖|不(?:予|能)?(?:发货|出售|销售)|"
    "须凭|需凭|凭(?:医生|医师)?处方|审核处方|眼镜|镜片|隐形|美瞳|器械|图书|教材|兽|宠物|犬|猫|"
    "招聘|课程|培训|互联网医院|在线(?:问诊|开方|医生)|问诊(?:后|开)|医[生师][^。，\\n]{0,6}开(?:具|方|电子)"
)
_ACT = DrugAct(
    "sold-without-prescription",
    _WITHOUT,
    _NEEDLES,
    "处方药不凭处方在网上销售，药品有批准文号也不能免除。由药品监督管理部门处罚，须移送",
    _HONEST,
    "不是不凭处方出售处方药",
    "非处方药；凭处方销售的说明；由互联网医院医师开具电子处方后审核发药",
    ("prescription-sale", "prescription-shown"),
    beside=True,
    rejects=False,
)


def check(context: Context) -> list[Finding]:
    """One finding where a prescription drug is sold and none is asked for."""
    if context.goods.kind not in _KINDS or context.nature.offers_nothing:
        return []
    return told_act(context, AREA, UNIT, _ACT, lambda match: _is_prescribed(context, match))


def _is_prescribed(context: Context, match: Match) -> bool:
    """Whether the goods, or the sentence, are of a drug on prescription: 布洛芬 is none."""
    said = f"{context.plain_name}\n{match.sentence}"
    found = [one.group() for one in _PRESCRIBED.finditer(said)]
    return any(not OVER_THE_COUNTER.search(one) for one in found)
