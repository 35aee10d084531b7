"""False registration in any words, and honest talk that sounds alike.

Under the name of each rule stand wordings that it was made for; each is one paragraph of a
goods page and is looked at with the shipped lists.
"""

import pytest

from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import by_rule, told

AREA = "credit"

OFFENCES = """
papers-forged
  公章随便刻，不登记
  流水做得比真的还真
  SC号抄的，没人管
papers-without-examination
  体系证不来人，拍照过审
  焊工证三百，照片一寄就成
  有机认证没查过地，交费就给
honours-for-money
  守重牌子，给钱就挂
  十大品牌，三千排前五
  先进单位要哪级都给
  名优产品证，买一送一
another-number
  许可证是隔壁的，凑合用
  包装上的许可号，网上搜来的
  网店挂的照跟我没关系，图省事
sham-address
  地址编一个，能下来就行
  一个车库注册四十家公司
  门牌号现编，系统能录就行
sham-people
  限高了？换你老婆名，照开
  老赖想开店，找个干净人顶
  法人找好了，六十多，背得动
sham-capital
  验资的钱借三天还
  资金过一夜，验资章就有
  注册资本写一个亿，一毛没掏
sham-annual-report
  年报瞎填，谁看
  年报抄去年的，零申报到底
  员工写五十，其实就我一个
checks-fobbed-off
  老店被封，换张照接着卖
  换壳接单，旧公司欠的不认
  清算写个没债，欠条都烧了
licence-lent
  壳公司现货，带U盾
  执照一张八百，人不用来
  白菜价出公司，带章带户
qualification-hung
  药师证挂店里，人在老家
  挂央企名头，谈生意好使
  消防证借俩月，验完还我
record-wiped-by-money
  黑名单能删，关系硬
  处罚公示给你撤，五千
  失信屏蔽一年，按条收费
ended-yet-open
  证过期一年了，照卖
  执照吊了，摊子照摆
  注销了还在收单，省税
""".strip().split("\n")

HONEST = """
执照是我自己的，墙上挂着
办执照要本人来
地址是真的，欢迎来看
年报照实填，六月前报完
注册资本十万，实缴了
法人就是我，随时能见
信用A级，税务局评的
检测报告一批一份
公章要去公安备案
健康证先抽血体检
考电工先上课
授权书扫码能查
SC号在袋子背面
许可证换新了
店关了，执照注销了，谢谢大家
异常名录补年报就出来，不花钱
处罚交完了，公示满一年自己申请撤
征信没法洗，都是骗人的
公司清完账才注销
高企看条件，不够不接
补贴按规定申请
药师天天在店
资质自己的，不外借
民营小厂，没背景
烟证换人要重新办
证照信息在页面底部
搬了，地址已变更
消防验收合格
备案号点得开
我们不帮人挂靠
奖杯水晶的，刻字
相框A4，挂墙
印章盒，木头的
会计做账，两百一月
假证别买，坐牢的
门面连设备一起转，证照要您自己重新办
食品流通证办理须有实体店，工作人员会来看
注册公司要本人到场，我们只帮您填表
地址挂在政府的孵化器里，收得到信，查得到人
年度报告自己填，教您一步一步操作，不收钱
存款证明请到银行柜台开
诚信商家评选由居民投票，不收任何费用
质量体系要跑满三个月，审核老师到厂
执照换新了，旧的作废，新的贴在墙上
我用自己的执照开店，名字和身份证一样
昆明某某制造有限公司，地址：官渡区关上街道8号
我们是一家公司，地址在昆明
没有门店，线上开店
""".strip().split("\n")


@pytest.mark.parametrize(("rule", "line"), by_rule(OFFENCES))
def test_an_offence_is_told_in_any_words(lexicon, rule, line):
    assert f"{AREA}.{rule}" in told(lexicon, goods_page(line), AREA)


@pytest.mark.parametrize("line", HONEST)
def test_honest_talk_is_left_alone(lexicon, line):
    assert not told(lexicon, goods_page(line), AREA)
