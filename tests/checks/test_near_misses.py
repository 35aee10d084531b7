"""What must not make a lead (domain: benign contexts), and what must, though it looks like it.

Each line stands as a paragraph of a goods page and is checked with the shipped lists.
"""

import pytest

from tests.checks.made_pages import excused, goods_page, leads

NEAR_MISSES = """
本店拒绝高仿，假一赔十
严厉打击高仿、精仿、A货
谨防高仿名牌，购买请认准官方授权
教你如何识别高仿包
绝不销售假货高仿
并非高仿，正品保障
支持验货，假一罚三，假货包退
第一时间发货，第一次购买立减5元
第一批春茶，第一步先洗茶，第一泡倒掉
产自云南省第一人民医院旁的街道
驻村第一书记推荐的农产品
最新款，最近热卖，最多可装5升，最大承重80公斤，最高温度200度
最佳食用期为开封后3天，最佳赏味期30天，最佳水温95度
最高领取100元，最低起订2件，最迟明天发货
一级、特级、20头三七
国家级非物质文化遗产传承人制作（2014年公布）
产自国家级自然保护区周边
顶级域名注册服务
绝对值算法练习册
永久牌自行车内胎
万能胶 强力粘合
100%棉，亲肤透气
100%果汁 无添加糖
独家冠名某综艺
唯一码防伪，一物一码
治疗期间请遵医嘱
本品不能代替药物
本品不具有治疗作用
不得宣传治疗功能
不做任何疗效承诺，从不宣传治疗、治愈
农户直销，产地直销
仿真花 高仿真度 摆件
提高仿写能力的练习册
仿皮沙发，仿古茶台
适用于华为手机壳，兼容苹果充电
新广告法实施后，本店页面若出现“最佳”“顶级”“第一”等极限词一律失效
《广告法》第九条规定：广告不得使用“国家级”、“最高级”、“最佳”等用语
依据《中华人民共和国广告法》第十七条，禁止其他任何广告涉及疾病治疗功能
图书《高仿：造假者的秘密》已上架
我们的目标是成为第一品牌，仍在努力
2025年云南省内销量第一（数据来源：某研究院2025年统计报告）
1:1调配使用，按1:1比例兑水
请按原单号寄回
治愈系插画笔记本
孕妇、高血压患者慎用
不适宜人群：糖尿病、痛风患者
糖尿病人请遵医嘱
非遗传承 非常好喝，无理由退货
远离假货，谨防上当
""".strip().split("\n")

OFFENCES = """
高仿LV包，一比一品质
拒绝低价次品，只做高仿
不只是高仿，是超A级
正品难求，高仿拒绝退换
保证正品，不是A货就是超A
高*仿手表
精.仿 包包
Ａ货名表
顶級復刻
外贸原单，尾单清仓，可过专柜
海关罚没奢侈品清仓
拍下补标，懂的来
复刻大牌包，专柜小票可补
驰名商标，值得信赖
无副作用，喝了就好
没有副作用的降糖茶
非常顶级的好茶
全国第一的普洱茶
国家级品质，送礼首选
囯家级好茶
最😊佳口感
本品可治疗高血压
根治痛风，永不复发
七天见效，无效退款
远离三高，治愈失眠
支持鉴定，假一赔十，全网最低价
治愈胃溃疡不是梦
降血糖降血压，三高人群的福音
祖传秘方，药到病除
抗癌防癌，增强免疫力
稳赚不赔，零风险投资
一次包过，不过退款
军队特供，人民大会堂指定
国家免检产品
销量第一，好评如潮
医生推荐，专家推荐
本店符合广告法，全国第一
失眠、痛风、糖尿病都可以喝，排毒养颜
极致完美，独家首选，永远的经典
""".strip().split("\n")


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_no_lead(look, line):
    assert leads(look(goods_page(line))) == set()


@pytest.mark.parametrize("line", OFFENCES)
def test_lead(look, line):
    assert leads(look(goods_page(line)))


@pytest.mark.parametrize("line", OFFENCES[:12])
def test_lead_in_the_name_of_the_goods(look, line):
    assert leads(look(goods_page("普通介绍", title=line.replace("，", " "))))


def test_an_excuse_never_reaches_the_neighbour(look):
    inspection = look(goods_page("本店拒绝高仿，假一赔十\n另有精仿名表"))
    assert leads(inspection) == {"精仿"}
    assert [finding.term for finding in excused(inspection)] == ["高仿"]
