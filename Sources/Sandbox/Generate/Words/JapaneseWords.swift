extension Lexicon {
  static let japan = Lexicon(
    given: Words(
      """
      Hiroshi|浩 Takashi|隆 Kenji|健二 Makoto|誠 Akira|明 Satoshi|聡 Yoko|洋子 Keiko|恵子 Kazuko|和子 Yuki|由紀 Naoki|直樹
      Daisuke|大輔 Kenta|健太 Shota|翔太 Takuya|拓也 Yuko|裕子 Emi|恵美 Tomoko|智子 Mayumi|真由美 Haruka|遥 Ryo|涼 Jun|淳
      Osamu|修 Minoru|実 Noriko|典子 Michiko|美智子 Shigeru|茂 Isamu|勇 Koji|浩二 Yumi|由美 Sakura|桜 Aoi|葵 Ren|蓮 Hina|陽菜
      """),
    family: Words(
      """
      Sato|佐藤 Suzuki|鈴木 Takahashi|高橋 Tanaka|田中 Ito|伊藤 Watanabe|渡辺 Yamamoto|山本 Nakamura|中村 Kobayashi|小林 Kato|加藤
      Yoshida|吉田 Yamada|山田 Sasaki|佐々木 Yamaguchi|山口 Matsumoto|松本 Inoue|井上 Kimura|木村 Hayashi|林 Saito|斎藤 Shimizu|清水
      Yamazaki|山崎 Mori|森 Abe|阿部 Ikeda|池田 Hashimoto|橋本 Ishikawa|石川 Maeda|前田 Fujita|藤田 Ogawa|小川 Goto|後藤 Okada|岡田
      Hasegawa|長谷川 Murakami|村上 Kondo|近藤 Ishii|石井 Sakamoto|坂本 Endo|遠藤 Aoki|青木 Fujii|藤井 Nishimura|西村 Fukuda|福田
      """),
    rareFamily: Compounds(
      """
      Yama|山 Taka|高 Matsu|松 Fuji|藤 Ishi|石 Kawa|川 Mori|森 Naka|中 Ko|小 O|大 Mae|前 Nishi|西 Higashi|東 Kita|北 Minami|南 \
      Ue|上 Shima|島 Sugi|杉 Ume|梅 Take|竹 Hara|原 Aka|赤 Shira|白 Kuro|黒 Ao|青 Miya|宮 Yoshi|吉 Fuku|福 Naga|永 Hira|平
      """,
      "da|田 kawa|川 mura|村 moto|本 yama|山 i|井 no|野 guchi|口 shima|島 ki|木 hara|原 zawa|沢 zaki|崎 shita|下 hashi|橋 tani|谷 oka|岡 mori|森"
    ),
    trades: Words(
      """
      Shoji|商事 Kensetsu|建設 Sangyo|産業 Denki|電気 Kogyo|工業 Seisakusho|製作所 Unyu|運輸 Fudosan|不動産 Shokuhin|食品 Shoten|商店
      Kikai|機械 Kagaku|化学 Boeki|貿易 Butsuryu|物流 Insatsu|印刷 Seiko|精工 Kinzoku|金属 Jidosha|自動車 Yakuhin|薬品 Suisan|水産
      Nosan|農産 Mokuzai|木材 Zoen|造園 Tosou|塗装 Setsubi|設備 System|システム Design|デザイン Kikaku|企画 Jimusho|事務所 Iryo|医療
      Kaigo|介護 Hoken|保険 Kanko|観光 Ryokan|旅館 Shuzo|酒造 Seika|製菓 Seimen|製麺 Engineering|エンジニアリング Service|サービス
      Consulting|コンサルティング Plastic|プラスチック Housou|包装 Sekkei|設計 Clinic|クリニック Foods|フーズ Techno|テクノ
      """),
    adjectives: Words(
      """
      Nippon|日本 Tokyo|東京 Daiichi|第一 Chuo|中央 Toyo|東洋 Kyowa|協和 Sanwa|三和 Taiyo|太陽 Asahi|朝日 Fuji|富士 Sakura|さくら
      Midori|みどり Showa|昭和 Taisei|大成 Sanyo|三洋 Nitto|日東 Meiwa|明和 Eiwa|栄和 Hikari|光 Aoba|青葉 Kinki|近畿 Kanto|関東
      """, flatness: 8),
    nouns: Words(
      """
      Hoshi|星 Umi|海 Yama|山 Hana|花 Tsuru|鶴 Kame|亀 Matsu|松 Take|竹 Ume|梅 Kiku|菊 Tora|虎 Ryu|龍 Sora|空 Kaze|風 Mizuho|瑞穂
      Izumi|泉 Minato|港 Shima|島 Mori|森 Kawa|川 Niji|虹 Tsubasa|翼 Kizuna|絆 Mirai|未来 Nozomi|希望 Akebono|曙 Kogane|黄金
      """, flatness: 8),
    endings: Words("Group|グループ Holdings|ホールディングス Japan|ジャパン International|インターナショナル Kyokai|協会", flatness: 4),
    cities: City.list(
      """
      Chiyoda-ku|千代田区/Tokyo|東京都/100/3
      Shinjuku-ku|新宿区/Tokyo|東京都/160/3
      Shibuya-ku|渋谷区/Tokyo|東京都/150/3
      Minato-ku|港区/Tokyo|東京都/105/3
      Osaka|大阪市/Osaka|大阪府/530/6
      Nagoya|名古屋市/Aichi|愛知県/460/52
      Yokohama|横浜市/Kanagawa|神奈川県/220/45
      Sapporo|札幌市/Hokkaido|北海道/060/11
      Fukuoka|福岡市/Fukuoka|福岡県/810/92
      Kobe|神戸市/Hyogo|兵庫県/650/78
      Kyoto|京都市/Kyoto|京都府/600/75
      Kawasaki|川崎市/Kanagawa|神奈川県/210/44
      Saitama|さいたま市/Saitama|埼玉県/330/48
      Hiroshima|広島市/Hiroshima|広島県/730/82
      Sendai|仙台市/Miyagi|宮城県/980/22
      Chiba|千葉市/Chiba|千葉県/260/43
      Niigata|新潟市/Niigata|新潟県/950/25
      Hamamatsu|浜松市/Shizuoka|静岡県/430/53
      Kumamoto|熊本市/Kumamoto|熊本県/860/96
      Kanazawa|金沢市/Ishikawa|石川県/920/76
      """),
    towns: Compounds(
      "Aoba|青葉 Kita|北 Nishi|西 Minami|南 Higashi|東 Naka|中 Midori|緑 Tsuru|鶴 Hana|花", "ku|区 machi|町 da|田市 hama|浜市 mori|森市"),
    streets: Words(
      """
      Marunouchi|丸の内 Ginza|銀座 Honcho|本町 Sakaemachi|栄町 Chuo|中央 Ekimae|駅前 Otemachi|大手町 Nishiki|錦 Sakura|桜 Midori|緑
      Asahi|旭 Minami|南 Kitamachi|北町 Higashi|東 Nishi|西 Tenjin|天神 Umeda|梅田 Namba|難波 Hakata|博多 Kasumi|霞 Nihonbashi|日本橋
      Kanda|神田 Ueno|上野 Akasaka|赤坂 Roppongi|六本木 Ebisu|恵比寿 Meguro|目黒 Shinmachi|新町 Izumi|泉 Takasago|高砂 Matsugaoka|松が丘
      """, flatness: 6),
    forms: LegalForm.list(
      """
      <70 Co., Ltd./Co.,Ltd./Co Ltd/K.K./KK/Kabushiki Kaisha
      <16 G.K./GK/Godo Kaisha
      <12 Y.K./YK/Yugen Kaisha
      4 Inc./Inc
      """))

  /// The forms of ``japan`` in Japanese, by the same index.
  static let japaneseForms = ["株式会社", "合同会社", "有限会社", "株式会社"]
}
