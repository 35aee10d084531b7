"""Consumers' rights in any words, and honest talk that sounds alike.

Under the name of each rule stand wordings that it was made for; each is one paragraph of a
goods page and is looked at with the shipped lists.
"""

import pytest

from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import by_rule, told

AREA = "consumer_rights"

OFFENCES = """
goods-not-taken-back
  过了今晚十二点不认退
  贴了防拆扣，剪了就不能退
  票卖出去不退，演不演另说
window-of-hours
  收货超两天，退货通道就关
  签收超过24小时，退货申请一律驳回
  只给两天反悔，过时不候
return-made-dear
  退货先交三十块开箱费
  拆了塑封收一成翻新费
  退可以，只退六成，剩下算损耗
refund-in-vouchers
  退款走店铺钱包，取不出来
  退款会变成店里的金豆，下次买东西抵
  退款统一折成购物券，现金退不了
way-back-closed
  退款按钮是灰的，点不了
  寄回仓库先拒签两次再说
  无理由退货得写五百字理由
not-as-shown
  货发错了将就用，换货运费你出
  颜色和图片不一样很正常，不能当退货理由
  缺货就换个颜色发，不接受退换
fault-not-answered-for
  出了门货好货坏不认账
  修可以，工钱零件钱都你出
  洗衣机门坏，让客户自己换
promise-not-kept
  承诺的赠品没了，不补
  赔一罚三免了，给你五块券
  广告上写终身保修，实际只管三个月
danger-concealed
  召回通知不贴，继续出库
  充电器有起火风险，先降价卖完再说
renewal-without-end
  取消订阅要打国际长途
  到期前不会告诉你，直接划卡
  一旦绑定不能解绑，扣款照常
  试满几天，入口藏得深
opened-by-stealth
  点击领取红包即代表开通连续包月
  领取试用视为同意免密扣款
ticked-for-you
  外卖自动凑一份米饭，删不掉
  默认给你加了延保，没看见怪谁
  结算页里那个碎屏险是预先勾好的，多数人没注意
only-with-another
  鞋必须连鞋油一块拿
  奶粉搭尿布出，单要没有
  餐具费必收，用不用都两块
account-kept
  账号想删，先欠费交清再寄公证书
  一旦绑定不能解绑，扣款照常
  注销账号须手持身份证并提供银行流水
  账号注销先寄身份证过来
base-never-asked
  专柜价自己编，专柜没这货
  门市价八百是印上去的，卖两百
  吊牌价谁也没按那个数付过
  原价三千，从来没人按这个价买过
raised-to-be-cut
  提前三天抬价，节日再砍回来
  所谓半价，是先把一份的价翻成两倍再打对折
  节前把价签换成高的，过节写五折，客人觉得占便宜
last-day-for-ever
  秒杀倒数归零又从头走
  天天喊最后一天，喊了半年
  倒计时走完自动再来二十四小时
old-customers-pay-more
  熟客价反而比生客贵三块
  手机越贵，打车报价越高
  旧会员看到的折扣比游客少
hollow-favours
  活动奖品是手机，后台中奖概率设的是零
  领券中心的券根本没货，点进去门槛满10000
  赠品一件都没备，问就说刚送完
more-once-inside
  开锁的开完坐地起价
  报价八十，干完活要四百
  外面挂28，结账变58
  菜单上写着28，端上来那是一位的价
price-as-bait
  标九块九是为了引流，到店再加价
  低价吸引人进来，真要买另谈
data-demanded
  不交通讯录，这单不做
  办卡须交父母姓名电话
  开启通讯录才显示价格
data-sold
  小区业主号码整本卖
  会员资料与贷款公司互换
  电话卖给卖房的，一个两毛
pestered
  推销电话一天三遍，拉黑换号打
  回复退订也没用，短信照发
late-and-no-refund
  有货也不发，捂着等涨
  低价单砍掉，只说没货
  尾款付了改口说要加钱才发
  发货时间看仓库不看您，急的勿拍
  下单了用系统异常为由取消，就说没货
refund-put-off
  退押金排到明年三月
  押金下一批退，分八个月返完
  售后咨询一律走工单，工单排队约四十天
  租房押金退还须等下一任租客入住满半年
deposit-kept
  房退了押金变成打扫费
  押金？店换老板了，找他要
  押一付三，早走押金归房东
prepaid-and-gone
  换老板了，旧卡不认
  充值容易，退钱没有
  卡里的钱，店关了就算了
minors-and-old
  老人家签了字，退不了
  小孩乱充的，平台不负责退
  老人签字买了锅，儿女退不了
short-weight
  秤砣换过，一斤九两
  肉按斤卖，袋子里藏冰
  外地车牌加油枪慢半圈
  一斤米能少个二两，看不出
truth-concealed
  泡水车，别跟买家提
  临期面包改标签摆前排
  样鞋磨过底，擦擦当新货寄
held-until-paid
  导游带进店，不买不开车
  免费体验完，不办卡不让走
  拆开手机才报价，不修扣机
buyers-threatened
  敢投诉就把你电话贴出去
  差评客人，名单贴店门口
  差评罚五百，写进合同的
repair-padded
  修一半说零件贵，不修不还车
  二手主板换上去按全新收，旧件不让客人带走
  小毛病说成主板坏，好件留下自己卖
hidden-charge
  免费送手环，邮费三十九到了才说
  结账时多算两道菜，客人喝多看不出
price-not-told
  景区门口水卖三十，不标价
  菜单不标价，吃完再算
shills
  花钱找人排队，装作生意好
  请几个托带头抢购
service-denied
  本店不收现金，没有手机别来
  试了就得买，买不起别试
brazen-seller
  鞋穿过了谁还给你退
  单号是空的，先拖着
  假一赔十？说说而已
reviews-tampered
  差评后台一律屏蔽，只留好评
  好评全是员工自己写的
praise-before-remedy
  必须给好评再退差价
  先好评再说退款的事
  不晒五星图，补偿不到账
  好评满二十字才给开发票
invoice-denied
  开票另付一成，现金
  小票不给打，怕你退
  发票没有，收据也没有
  本店不给票
  没有正规发票
  非要票多掏八个点
  无法开具发票
  开不出税票
""".strip().split("\n")

HONEST = """
鞋穿一天不合脚也能换
退就退，不用找理由
尺码没量好来回换一次，运费我们出
开箱不收费，照样能退
退款原路返回，别担心
坏了找我，管修
保修两年，凭订单号就行
修不了给换新的
试用七天到期自动停，不扣钱
扣费前三天发短信，回个T就停
延保要不要您自己点
单买也发货，不强制搭配
划掉的是上个月的卖价，记录在
今天是活动最后一天，明天下架
报价八十，多一分不收
生客熟客一个价
身份证不用给，填个收货电话就行
您的电话只给快递看
押金归还当天到账
没货就马上退钱
好评差评都管售后
一斤就是十六两老秤的八两，按现行市斤卖
足斤足两，不够补
二手机就写二手
卡里的钱随时退
发票下单就开
账号注销在设置里，点两下
注销账号前会核实身份
免费试用，运费先付八元，不想要免费取消
设置->账号安全->注销账号，等审核一个月
摔碎了拍照，补发
少发一件补两件
不办卡也欢迎来坐
先检测报价，同意再修
七天无理由照常
蛋糕做好就不退了，做之前随时取消
生鲜不退，但坏了全赔
刻了字的不退，刻错重做
内裤拆了不退，没拆能退
票已经出了改签走航司
定金可退，随时
餐具免费，随便用
没有最低消费
老会员续费便宜二十
不刷脸也能进，报手机号
周年庆满100减20，三天
秤就在柜台上，您自己看
特价款也能退
""".strip().split("\n")


@pytest.mark.parametrize(("rule", "line"), by_rule(OFFENCES))
def test_an_offence_is_told_in_any_words(lexicon, rule, line):
    assert f"{AREA}.{rule}" in told(lexicon, goods_page(line), AREA)


@pytest.mark.parametrize("line", HONEST)
def test_honest_talk_is_left_alone(lexicon, line):
    assert not told(lexicon, goods_page(line), AREA)
