/// Readings of frequent Japanese names, places and business words (Hepburn, long vowels short): ICU would read the
/// characters as Chinese.
enum JapaneseWords {
  private static let list = """
    佐藤 sato 鈴木 suzuki 高橋 takahashi 田中 tanaka 伊藤 ito 渡辺 watanabe 渡邊 watanabe 山本 yamamoto 中村 nakamura 小林 kobayashi
    加藤 kato 吉田 yoshida 山田 yamada 佐々木 sasaki 山口 yamaguchi 松本 matsumoto 井上 inoue 木村 kimura 斎藤 saito 齋藤 saito 斉藤 saito
    清水 shimizu 山崎 yamazaki 池田 ikeda 橋本 hashimoto 阿部 abe 石川 ishikawa 山下 yamashita 中島 nakajima 石井 ishii 小川 ogawa
    前田 maeda 岡田 okada 長谷川 hasegawa 藤田 fujita 後藤 goto 近藤 kondo 村上 murakami 遠藤 endo 青木 aoki 坂本 sakamoto
    福田 fukuda 太田 ota 西村 nishimura 藤井 fujii 金子 kaneko 岡本 okamoto 藤原 fujiwara 中野 nakano 三浦 miura 原田 harada
    中川 nakagawa 松田 matsuda 竹内 takeuchi 小野 ono 田村 tamura 中山 nakayama 和田 wada 石田 ishida 森田 morita 上田 ueda 原 hara
    内田 uchida 柴田 shibata 酒井 sakai 宮崎 miyazaki 横山 yokoyama 高木 takagi 安藤 ando 宮本 miyamoto 大野 ono 小島 kojima
    谷口 taniguchi 工藤 kudo 今井 imai 高田 takada 増田 masuda 丸山 maruyama 杉山 sugiyama 村田 murata 大塚 otsuka 新井 arai
    小山 koyama 平野 hirano 藤本 fujimoto 河野 kono 上野 ueno 野口 noguchi 武田 takeda 松井 matsui 千葉 chiba 岩崎 iwasaki
    菅原 sugawara 木下 kinoshita 久保 kubo 佐野 sano 野村 nomura 松尾 matsuo 市川 ichikawa 菊地 kikuchi 菊池 kikuchi 杉本 sugimoto
    古川 furukawa 大西 onishi 島田 shimada 水野 mizuno 桜井 sakurai 高野 takano 吉川 yoshikawa 林 hayashi 森 mori
    建設 kensetsu 工業 kogyo 商事 shoji 製作所 seisakusho 電気 denki 電機 denki 電工 denko 物流 butsuryu 産業 sangyo 運輸 unyu
    観光 kanko 塗装 toso 介護 kaigo 商店 shoten 商会 shokai 機械 kikai 設計 sekkei 印刷 insatsu 食品 shokuhin 不動産 fudosan
    自動車 jidosha 農産 nosan 水産 suisan 通信 tsushin 化学 kagaku 薬品 yakuhin 工務店 komuten 病院 byoin 医院 iin 歯科 shika
    法律事務所 horitsu jimusho 事務所 jimusho 会計 kaikei 技研 giken 精機 seiki 鉄工 tekko 木材 mokuzai 造園 zoen 清掃 seiso
    警備 keibi 興業 kogyo 物産 bussan 金属 kinzoku 繊維 seni 旅館 ryokan 酒造 shuzo 製菓 seika 製薬 seiyaku 運送 unso 倉庫 soko
    土木 doboku 住宅 jutaku 石油 sekiyu 電子 denshi 情報 joho 企画 kikaku 広告 kokoku 出版 shuppan 美容室 biyoshitsu 酒店 saketen
    北海道 hokkaido 東京都 tokyo 東京 tokyo 大阪府 osaka 大阪市 osaka 大阪 osaka 京都府 kyoto 京都市 kyoto 京都 kyoto 横浜市 yokohama
    横浜 yokohama 名古屋市 nagoya 名古屋 nagoya 神戸市 kobe 神戸 kobe 福岡県 fukuoka 福岡市 fukuoka 福岡 fukuoka 札幌市 sapporo
    札幌 sapporo 仙台市 sendai 仙台 sendai 広島市 hiroshima 広島県 hiroshima 広島 hiroshima 川崎市 kawasaki 川崎 kawasaki
    神奈川県 kanagawa 埼玉県 saitama 千葉県 chiba 千葉市 chiba 愛知県 aichi 兵庫県 hyogo 静岡県 shizuoka 宮城県 miyagi
    渋谷区 shibuya 渋谷 shibuya 新宿区 shinjuku 新宿 shinjuku 港区 minato 千代田区 chiyoda 中央区 chuo 中央 chuo 品川区 shinagawa
    品川 shinagawa 丸の内 marunouchi 銀座 ginza 六本木 roppongi 池袋 ikebukuro 本町 honcho 梅田 umeda 栄町 sakaecho
    """

  static let readings: [String: String] = {
    var readings: [String: String] = [:]
    var word = ""
    for part in list.split(whereSeparator: \.isWhitespace).map(String.init) {
      if part.utf8.allSatisfy({ $0 < 0x80 }) {
        readings[word] = readings[word].map { $0 + " " + part } ?? part
      } else {
        word = part
      }
    }
    return readings
  }()

  private static let longest = 5

  /// The text with the words of the list read, the longest first, set apart by spaces.
  static func read(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { (0x4E00...0x9FFF).contains($0.value) }) else { return text }
    let characters = Array(text)
    var result = ""
    var index = 0
    outer: while index < characters.count {
      for length in stride(from: min(longest, characters.count - index), through: 1, by: -1) {
        guard let reading = readings[String(characters[index..<index + length])] else { continue }
        result += " " + reading + " "
        index += length
        continue outer
      }
      result.append(characters[index])
      index += 1
    }
    return result
  }
}
