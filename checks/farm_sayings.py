"""How farm supplies are named in talk of them, and how honest talk of them sounds (农资的称呼).

What is sold without registration or as what it is not offends the laws on pesticides, seed,
veterinary drugs, feed and fertilizer, which the agriculture offices apply (checks/rules/
talk_of_farm_goods.py); what is promised of it offends the law on advertisements
(checks/rules/farm_promises.py). Both have to know what is talked of.
"""

from checks.farm_goods import FERTILIZER
from checks.pattern_rule import compiled
from checks.sayings import Saying

_PESTICIDE = (
    "农药|除草|灭草|杀草|草水|治草|杀虫|杀菌|杀螨|杀鼠|杀螺|杀线虫|鼠药|灭鼠|打虫|治虫|虫药|菌药|草药水|"
    "乳油|水剂|原药|可湿性|颗粒剂|熏仓|熏蒸|打药|喷药|拌种|调节剂|膨大|催红|催熟|矮壮|矮化|"
    "抑芽|增甜|顶花|生根|敌敌畏|草甘|百草|菊酯|阿维|药瓶|地蛆|根蛆|地下虫|菜虫|虫子|虫药|灭虫|("
    "?:草|虫)(?:就|都|全)?(?:焦|死|枯|倒)|蚜|螟|红蜘蛛|青虫"
)
_SEED = (
    "种子|稻种|谷种|玉米种|苞谷种|麦种|豆种|菜种|薯种|种薯|种苗|秧苗|树苗|果苗|苗木|嫁接苗|"
    "脱毒苗|杂交|制种|油菜籽|亲本|二代种|陈籽|(?:辣椒|番茄|木瓜|葡萄|柑橘|柑桔|阳光玫瑰|红薯|"
    "香蕉|草莓|三七)苗|玉米|苞谷|水稻"
)
_FEED = (
    "饲料|预混|拌料|加料|小料|猪料|鸡料|鱼料|蛋鸡|兽药|兽用|养殖户|出栏|屠宰|生猪|猪瘟|非瘟|"
    "猪长|猪吃|喂猪|喂鸡|喂牛|牛羊|育肥|奶牛|产奶|鱼塘|虾苗|渔场|鱼药|水霉|烂鳃|疫苗|鱼粉|"
    "粗蛋白|鸡瘟|蓝耳|一塘|鱼饵|运鱼|动保|休药期|(?:猪|鸡|鸭|牛|羊)[^。，\\n]{0,6}(?:一针|拉稀|"
    "长膘|不死|治)"
)
_FERTILIZER = f"{FERTILIZER}|尿素|二铵|磷酸二|菌剂|钾肥|氮磷钾|总养分|养分|冲施|重茬"
_OTHERS = (
    "登记证|审定|稻瘟|病虫害|药效|果园|作物|果农|烟站|地膜|农膜|滴灌|拖拉机|微耕机|收割机|农机|"
    "大棚膜|亩|庄稼|农户|农民|药剂|农资"
)
_STRONG = compiled(f"{_PESTICIDE}|{_SEED}|{_FEED}|{_FERTILIZER}|{_OTHERS}")
ABOUT = compiled(
    f"{_STRONG.pattern}|药(?:水|粉|剂|劲|效)|打药|喷(?:一|两|几|完|后|上|雾|施)|兑水|撒(?:一|地|"
    "在|下)|毒饵|诱饵|死(?:虫|草|鼠)|老鼠|耗子|"
    "虫(?:子|卵|害)|杂草|野草|苗(?:[^家族绣银寨服]|$)|种(?:$|，|植|的|了|下)|瓜|果树|茶园|大棚|棚里|地里|田里|田间|"
    "稻|麦|棉花|甘蔗|烤烟|烟叶|花生|土豆|马铃薯|红薯|番茄|辣椒|黄瓜|韭菜|白菜|豆角|西瓜|草莓|"
    "葡萄|柑橘|苹果树|香蕉|芒果树|三七|天麻种|魔芋|木薯|咖啡苗|橡胶|母猪|猪场|鸡场|鸭厂|养鸡|"
    "养猪|养牛|养羊|养鱼|养殖|水产|塘|圈|崽|仔猪|肉鸡|蛋鸡|肉牛|奶牛|羊群|鱼虾|对虾|罗非|拉稀|"
    "烂鳃|驱虫|打虫|土壤|板结|根系|挂果|坐果|保花|保果|上色|转色|膨果|拔节|分蘖|出苗|发芽|收成|"
    "亩产"
)
"""In the name or the text: it may be farm supplies that are talked of. 苗家 is a people."""
GOODS = Saying("农资", 1, _STRONG, denies=False, support=True)
HONEST_TITLE = compiled(
    "包装袋|播种|镊子|喷雾|喷壶|回收|检测|玩具|茶$|茶[^苗籽种毛]|食品|零食|即食|真空|"
    "药酒|腊肉|瓜子|米线|书$"
)
HONEST = compiled(
    "不(?:承诺|保证|包)(?:增产|产量|亩产|收成)|产量(?:看|因|受)|增产多少看|不吹牛|"
    "瞎?看老天|不打药|物理(?:防治|诱|捕|粘)|不含农药|速测|检测卡|筛查|试剂|标准品|"
    "合格证明|零添加|有机茶|农残检测|不添加瘦肉精|不含瘦肉精|不喂瘦肉精|未检出|回收点|"
    "一概不售|不售|网上不卖|只在柜台|强制免疫|(?:到|去|找|问|送|请|咨询)[^。，\\n]{0,3}兽医站|介意|可(?:以)?(?:申请|查询)|("
    "?:登记|审定|检疫|许可)证?(?:编)?号(?:见|在|可查|印)|单据|测产|专家组|过期不|"
    "参考[^。，\\n]{0,12}来源|二手|观赏|玩具|零食|食用|家庭(?:盆栽|种植|园艺)|串换"
)
TRIALS = (
    "区试|区域试验|生产试验|(?:田间|品种|对比|肥效|药效)试验|试验(?:数据|结果|点|平均)|"
    "审定(?:公告|意见)|测产|大约|约(?:\\d|[一二三四五六七八九十百千几])|预计|"
    "因(?:地|人|天气|气候|品种|土|管理|水肥|年景|海拔)"
)
"""Where a yield comes from that may be told, as a pattern. What 示范户 say is no trial (广告法 27:
nothing is proved by users)."""
