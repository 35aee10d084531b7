"""Fill the shop: English goods in numbers, and Chinese goods that wangjian should judge.

Run inside the shop's own environment. What each Chinese product is (unlawful,
near miss, ordinary) stands beside it; run.py compares the leads with it.
Oscar's package brings no sample products of its own, so the English ones are
made here in its manner.
"""

import os
from decimal import Decimal

import django

# title, description, verdict: the areas whose leads an officer expects, "" for none
CHINESE = [
    ("高仿奢侈品女包 一比一", "顶级复刻,附专柜小票,可过鉴定。", "advertising counterfeit"),
    ("莆田纯原运动鞋", "公司级做工,过验无压力,支持对比。", "counterfeit"),
    ("原单尾货手表 精仿机芯", "精仿大牌,外观与专柜一致。", "counterfeit"),
    ("复刻名表 超A版", "超A品质,包装齐全。", "counterfeit"),
    ("云南三七粉 250克", "纯正三七粉,根治高血压,降三高,无副作用。", "advertising"),
    ("老树普洱熟茶饼", "长期饮用可治愈糖尿病,药到病除,永不复发。", "advertising"),
    ("高山铁皮石斛", "国家级品质,全网第一,效果独一无二。", "advertising"),
    ("天麻礼盒", "祖传秘方配制,包治百病,三天见效。", "advertising"),
    ("翡翠A货手镯 天然", "翡翠A货,附鉴定证书,支持复检。", ""),
    ("仿真花束 家居摆件", "仿真度高的装饰花,摆放不褪色。", ""),
    ("普洱生茶 2019年", "假一赔十,拒绝高仿,本店不卖假货。", ""),
    ("鲜花饼 10枚", "最佳食用期为七天,请在第一时间冷藏。", ""),
    ("小粒咖啡豆 454克", "产地云南保山,中度烘焙,适合手冲。", ""),
    ("手机壳 透明", "适用于多种型号,不含手机。", ""),
    ("纯棉T恤 男", "100%棉,夏季透气,最新款上市。", ""),
    ("核桃仁 500克", "当季新货,颗粒饱满,独立包装。", ""),
    ("玫瑰花茶 80克", "干花蕾,冲泡后花香清淡。", ""),
    ("火腿切片 200克", "传统腌制,切片真空包装。", ""),
]
ENGLISH = [
    f"{kind} {size}"
    for kind in (
        "Walnut bowl", "Bamboo tray", "Linen napkin", "Clay teapot", "Tin lantern",
        "Wool scarf", "Paper umbrella", "Copper kettle",
    )
    for size in ("small", "medium", "large", "gift set", "travel edition")
]  # fmt: skip


def main() -> None:
    """Create categories, products and stock, then build the shop's own search index."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oscar_settings")
    django.setup()
    from django.core.management import call_command
    from oscar.apps.catalogue.categories import create_from_breadcrumbs
    from oscar.core.loading import get_model

    product_class = get_model("catalogue", "ProductClass").objects.create(name="Goods")
    product_class.track_stock = False
    product_class.requires_shipping = False
    product_class.save()
    partner = get_model("partner", "Partner").objects.create(name="Warehouse")
    product_model = get_model("catalogue", "Product")
    stock_model = get_model("partner", "StockRecord")
    link_model = get_model("catalogue", "ProductCategory")
    rows = [(title, "Made by hand in small numbers. Ships in two days.", "Home > Handmade")
            for title in ENGLISH]  # fmt: skip
    rows += [(title, text, "Home > 云南特产") for title, text, _ in CHINESE]
    for number, (title, text, crumbs) in enumerate(rows, 1):
        product = product_model.objects.create(
            title=title, description=f"<p>{text}</p>", product_class=product_class,
            upc=f"YN{number:05d}", is_public=True,
        )  # fmt: skip
        stock_model.objects.create(
            product=product, partner=partner, partner_sku=f"S{number:05d}",
            price_currency="CNY", price=Decimal(19 + number * 7), num_in_stock=50,
        )  # fmt: skip
        link_model.objects.create(product=product, category=create_from_breadcrumbs(crumbs))
    call_command("rebuild_index", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
