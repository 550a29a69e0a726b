# ruff: noqa: E501 (documents as they come)
"""Documents as they come, composed for the tests: each shows what its name says."""

CITY_PAGE = """您当前的位置：首页 > 文联动态 > 正文
【字体：大 中 小】  打印  关闭
市文联举办“翰墨迎春”书法展
2023年07月28日 09:15 来源:红杉网 作者:李明 责编:王芳
分享到：
本报讯（记者 李明 通讯员 王芳）7月26日,由市文联主办的“翰墨迎春”书法展在市美术馆开幕,展出作品120余件。
一、展览概况
展览分为三个部分:楷书、行书、草书。
（一）楷书
楷书部分展出作品40件,作者多为青年书家。
（二）行书
行书部分展出作品50件,多写本地风物。
二、下一步打算
市文联将继续举办此类活动,欢迎市民参观!
(责任编辑：王芳)
上一篇：市作协召开年会
下一篇：关于举办摄影大赛的通知
扫一扫在手机打开当前页
打印本页 关闭窗口
版权所有：兰亭市文学艺术界联合会 ICP备案：兰ICP备12345678号
地址：兰亭市人民路1号 邮编：411100 电话：0731-12345678
"""

TRADITIONAL_PAGE = """當前位置: 首頁 >> 滾動 > 正文
“畫裏有話” 蘭亭市美協年展開幕
來源：蘭亭網     時間：2023-05-28 01:27:09


(相關資料圖)

近日,蘭亭市美術家協會年展在市美術館開幕,展出作品一百二十件,其中新人新作四十件。

展覽將持續到六月底,免費向市民開放。
"""

GARBLED = (
    "蘭亭市東區(qū)文化館與市文聯(lián)合作,在社區(qū)開設(shè)書法課堂,“墨香社區(qū)”已成"
    "固定節(jié)目。\n"
    "近年來,東區(qū)堅持以文化服務(wù)群眾,組織(zǔzhī)活動九十場次,建設(shè)陣地(點)十二個,"
    "惠及鄉(xiāng)鎮(zhèn)居民。(鄒文光)\n"
)

DOWNLOADED_REPORT = """兰亭市文联工作报告

更新时间:2024-08 来源:网友投稿

20xx年,xx市文联紧扣中心,服务大局,办展览xx场。

一、围绕中心,服务大局

全市文艺工作者深入基层,创作了一批优秀作品。

---此处隐藏3120字,下载后查看---

四、建强队伍,培育新人

举办培训班x期,培训骨干200人。

, 现在
"""

COUNTY_OVERVIEW = """凝聚新力量 展现新作为——兰亭市文艺志愿服务综述

来源:兰亭新闻网

近年来,兰亭市坚持以文化人,志愿服务蔚然成风。

组织起来有抓手。指导成立分会4个,(含乡镇2个)发展会员300名。


编辑:李明 发布时间:2022-10-11
"""

NOTICE = """关于举办全市青年书法培训班的通知

各县（市、区）文联，市直各文艺家协会：
为提高青年书法人才水平,经研究,决定举办全市青年书法培训班。现将有关事项通知如下:
一、时间：2024年5月6日至8日
二、地点：市文化馆三楼
三、参加人员：各县市区书协会员
1.年龄在45岁以下；
2.有作品参加过市级以上展览。

兰亭市文学艺术界联合会
2024年4月20日
"""

POEM = """春江花月夜
［唐］张若虚

春江潮水连海平，海上明月共潮生。
滟滟随波千万里，何处春江无月明！
江流宛转绕芳甸，月照花林皆似霰；
空里流霜不觉飞，汀上白沙看不见。
"""

INTERVIEW = """文章来源：兰亭艺术报 作者：张三 发布时间：2023-11-02 阅读次数：1024 次

《河上》交响诗:一部作品的六十年
——访作曲家王小明

  问:您怎么看待"民族化"?

  答:这个问题很大。我认为,民族化不是贴标签(label),而是血液里的东西...

点赞 在看 分享
标签：音乐 交响诗 民族化
免责声明：本文转载自网络，如有侵权请联系删除
相关阅读
市音协换届
王小明音乐会举行
"""

NEWSPAPER = """原标题：我市文艺志愿者走进乡村
来源：兰亭日报 | 2024-03-05 08:30 | 记者 李明 通讯员 王芳

文艺志愿者走进乡村 送文化到农家

3月4日，市文联组织文艺志愿者走进花石镇，为村民送上一台文艺节目。
“我们很高兴。”村民张大爷说。

（记者 李明 通讯员 王芳）
扫一扫，关注我们
"""

ANNOTATED_POEM = """苏轼《定风波》注音读本

莫(mò)听穿林打叶声，何妨吟啸且徐行。竹杖芒鞋轻胜马，谁怕？一蓑(suō)烟雨任平生。
料峭(qiào)春风吹酒醒，微冷，山头斜照却相迎。
"""

WECHAT_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>书协走进校园</title>
<meta property="og:title" content="书协走进校园：一堂书法课" />
<meta property="og:url" content="http://mp.weixin.qq.com/s?__biz=abc&amp;mid=1" />
<meta property="og:site_name" content="微信公众平台" /></head>
<body id="activity-detail" class="zh_CN">
<script>var ct = "1690507629"; var s="<p>脚本里的字不是正文，不能出现在文章里面的。</p>";</script>
<div id="js_article"><div class="rich_media_area_primary">
<h1 class="rich_media_title" id="activity-name">
书协走进校园：一堂书法课
</h1>
<div id="meta_content"><span class="rich_media_meta">李明</span>
<a href="javascript:void(0);" id="js_name">兰亭市书法家协会</a>
<em id="publish_time">2023-07-28 09:27</em> <em>湖南</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden;">
<section><p><span>点击上方<strong>蓝字</strong>关注我们</span></p></section>
<section><p><img data-src="https://pictures.example.com/a.png" class="rich_pages"></p></section>
<section><p><strong><span>走进课堂</span></strong></p></section>
<p style="text-indent:2em"><span>7月20日,</span><span>市书法家协会组织志愿者走进实验小学,\
为同学们上了一堂生动的书法课。</span></p>
<p><br></p>
<p>志愿者从执笔讲起,<b>一笔一画</b>地教同学们写字，课堂上不时响起掌声。</p>
<section><p><span style="font-weight: bold;">收获满满</span></p></section>
<p>“我会写自己的名字了！”同学们说，下次还要来上课，还要写得更好。</p>
<section><p>END</p></section>
<p>文字：李明</p><p>编辑 | 王芳</p><p>审核：张伟</p>
<p>往期推荐</p><p><a href="http://mp.weixin.qq.com/s?1">市书协换届大会召开</a></p>
<p><a href="http://mp.weixin.qq.com/s?2">春联送到家</a></p>
</section></div>
<div>预览时标签不可点</div><div>微信扫一扫<br>关注该公众号</div></div></div>
</body></html>
"""

GOVERNMENT_PAGE = """<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>市作协召开年会_兰亭市文学艺术界联合会</title>
<meta name="ArticleTitle" content="市作协召开年会"><meta name="PubDate" content="2024-01-12 10:00">
</head><body><form id="form1"><div class="header"><a href="/">首页</a><a href="/a">文联概况</a>\
<a href="/b">新闻中心</a><a href="/c">专题专栏</a></div>
<table width="1000"><tr><td class="left"><ul><li><a href=1>文联概况介绍</a></li>\
<li><a href=2>通知公告栏目</a></li><li><a href=3>工作动态栏目</a></li></ul></td>
<td><div class="pos">您现在的位置：<a href="/">首页</a> &gt;&gt; <a href="/n">新闻</a> &gt;&gt; 正文</div>
<h2>市作协召开年会</h2>
<div class="info">发布时间：2024-01-12 10:00&nbsp;&nbsp;来源：市作家协会&nbsp;&nbsp;作者：张三&nbsp;&nbsp;\
点击：<script>hits()</script>次 【字体：<a>大</a> <a>中</a> <a>小</a>】</div>
<div class="TRS_Editor">　　1月10日，市作家协会在市文联会议室召开年会，来自各县区的会员代表一百二十人参加了会议，\
会议总结了一年来的工作。<br><br>　　会议强调，要扎根生活，深入人民，创作更多无愧于时代的优秀作品，讲好本市故事。<br>
　　会上还举行了新书首发式，<a href="http://example.com/b">《河边的人》</a>等八部作品同时亮相。</div>
<table border=1><tr><th>奖项</th><th>获奖者</th></tr><tr><td>一等奖</td><td>李明</td></tr></table>
<div>上一篇：<a href=x>没有了</a><br>下一篇：<a href=y>关于征稿的通知</a></div>
<div class="share">分享到：<a>微信</a><a>微博</a></div></td></tr></table>
<div class="footer">版权所有 兰亭市文联 兰ICP备123号 地址：兰亭市人民路</div></form></body></html>
"""

MARKDOWN = """---
title: 墨迹之间
author: 李明
date: 2024-03-01
---

# 墨迹之间

市书协主席**李明**谈
书法教学,以及"传承"。

## 从执笔讲起

- 永字八法
- 临帖

> 书者，散也。
>
> ——蔡邕

![书家挥毫](a.png)

床前明月光
疑是地上霜
举头望明月
低头思故乡

<script>alert(1)</script>

[链接](https://example.com/) [坏](javascript:alert(1))
"""

DISTRICT_PAGE = """<html><head><title>书法进校园-兰亭区人民政府</title></head><body>
<div class="bg"><div class="top"><a href="#">无障碍</a> | <a href="#">登录</a> | <a>注册</a></div>
<div class="con_box"><div class="wz">当前位置：<a>首页</a>&gt;<a>政务动态</a></div>
<div class="title">书法进校园</div>
<div class="ly"><span>来源：区文联</span><span>日期：2024-03-11 16:20</span><span>浏览次数：<i id="hits"></i></span><span>字号：[<a>大</a> <a>中</a> <a>小</a>]</span></div>
<div id="zoom"><div><p style="text-indent:2em;">&emsp;&emsp;3月11日,区文联组织书法家走进区实验小学,开展"书法进校园"活动.孩子们在老师指导下,写下了人生第一幅作品.</p>
<p align="center"><img src="./W020240311.jpg" width="600"/></p><p align="center">图为活动现场</p>
<p>&emsp;&emsp;活动现场,书法家从笔法、结构、章法讲起,深入浅出,妙趣横生,同学们听得津津有味.</p></div></div>
<div class="dyfx"><a>打印本页</a><a>关闭窗口</a></div>
<div class="xgxx"><h3>相关信息</h3><ul><li><a href="a">区文联召开全会暨换届大会</a></li><li><a href="b">区摄协举办年度影展活动</a></li><li><a href="c">区作协开展采风创作活动</a></li></ul></div></div>
<div class="foot"><p>主办：兰亭区人民政府办公室 承办：兰亭区大数据中心</p><p>网站标识码：3301000001 浙ICP备05000000号 浙公网安备 33010602000000号</p></div></div></body></html>
"""
