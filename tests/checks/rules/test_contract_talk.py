"""Unfair terms in any words, and honest talk that sounds alike.

Under the name of each rule stand wordings that it was made for; each is one paragraph of a
goods page and is looked at with the shipped lists.
"""

import pytest

from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import by_rule, told

AREA = "contract_terms"

OFFENCES = """
paid-and-kept
  试戴即成交，钱款不返
  充值满一年没用，归店
  发抖音吐槽，退会不退钱
deal-never-undone
  交了钱别反悔，反悔也不退
  订好的场地，哪怕下暴雨也不能改期不能退
  服装类一经拆吊牌视为接受，不办理任何退货手续
hours-that-lapse
  卡丢了算你捐了
  请假一律算上过
  预约未到，疗程减一次
card-lost
  塑料卡掰断不换新，钱也没了
  会员卡遗失不补，余额作废
  手牌丢了按最高消费收
paid-though-absent
  不来也算来，照扣
  月子没坐，照收八成
  代办没成功，服务费照收
only-exchanged
  钱付了就在我们账上了，退的话只能换别的款
  合同一签，谁先反悔谁赔，不过我们因故不能履行只退本金
  只能换不能退，质量问题也只换
our-interpretation
  课表由校长一句话
  最终怎么补偿由主办方定
  旅行合同空白处由我社补
changed-at-will
  老师换谁听安排
  只换不退，差价不补
  规则我们改，你们跟着走
silence-is-consent
  不说话就是答应
  装好验不验都算验过
  三天没退就是认可质量
renewed-by-silence
  到期没有书面通知的，自动续签两年
  期满不来办手续就算续约
use-of-your-likeness
  婚照样片挂橱窗，新人没得选
  照片不给，要就再付两百
  相册多洗一张三百，电子版不出门
  拍的片子版权是我们的，想要底片拿钱买
liability-thrown-off
  摔了碰了自己兜着
  延误是常事，不赔
  车停这儿，刮了自认
liability-capped
  洗坏了赔你十块封顶
  存包丢了最多赔二十
  快递丢了，最多退运费
own-breach-waived
  装修晚工不赔，业主晚付停工
  酒店临时涨价，不补差价就取消
  我们晚交不算违约，你晚付一天罚一成
not-part-of-contract
  口头答应的不算数
  样板间是样板间，交房什么样看我们
  销售跟你说的不算，白纸黑字没写的我们都不认
harsh-penalty
  餐盘摔了按套赔
  少一个衣架赔五十
  退团全扣，一分不剩
no-own-food
  酒水自带，开瓶五十
  包间不够一千按一千收
  宾馆外卖不得入内，入内收费
shop-as-judge
  保安有权搜包
  欠物业费的住户，门禁卡给停掉
  超市门口保安可以翻顾客的袋子，不让翻就别走
transfer-taxed
  转课要交八百块手续费，还得老师点头
  会员转让须交原价三成手续费
claims-barred
  签了字别想告
  自愿放弃退费权利，请签字
  甲方可随时散伙，乙方不得走
court-of-the-shop
  发生纠纷听老板的
  打官司去我们那边打
  打官司只认总部那个法院
reviews-forbidden
  不准向工商、媒体讲，讲了扣押金
  差评罚五百，写进合同的
  发抖音吐槽，退会不退钱
only-our-services
  贷款买车不分期不卖
  外请师傅进小区交管理费
  新车上牌得走店里，八百
absolute-exclusion
  无法提供小票的，一律不予保修
  一切后果由签字人承担，家属不得找店里
  一经签收，任何损失均由客户自负
brazen-terms
  孩子磕着别来闹
  中途退学，一个子儿没有
  押金转会员，想拿回去没门
""".strip().split("\n")

HONEST = """
交了钱想退，三天内都行
卡没用完的退给你
定金能退，反悔了说一声
课没上完可以延半年
卡丢了补一张，五块钱
不来提前说，不扣
规则要改先贴出来，不同意能退卡
涨价不涨老会员
换老师先问家长
搬家了远的会员给退
有歧义听您的
磕着碰着我们带去医院，费用我们出
东西寄存有牌子，丢了赔
洗坏了按原价折旧赔
快递丢了补一份
延误一天赔一天
双方谁违约谁赔一成
退团提前三天全退
杯子打碎没事，收五块成本
晚退房两小时不收钱
看清楚了再点同意，重点标红了
不回复就不续
收货三天内少件都补
差评也欢迎
有事可以找12315，我们配合
哪的法院都行
会员卡随便转
照片用不用您说了算
底片都给
包间没门槛
付了款就成交，二十四小时发
缺货赔十块
能退能换
剩的钱找给你
教练离职，剩的课退钱
请假留着下次上
退学按天退
没过全退
宠物生病马上送医，通知您
房东进屋先打招呼
票能退，开场前两小时
办不成不收钱
合同可以商量着改
未成年人要家长签字
私拆机器的不保
注册即表示同意《服务条款》
""".strip().split("\n")


@pytest.mark.parametrize(("rule", "line"), by_rule(OFFENCES))
def test_an_offence_is_told_in_any_words(lexicon, rule, line):
    assert f"{AREA}.{rule}" in told(lexicon, goods_page(line), AREA)


@pytest.mark.parametrize("line", HONEST)
def test_honest_talk_is_left_alone(lexicon, line):
    assert not told(lexicon, goods_page(line), AREA)
