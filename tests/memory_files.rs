//! Files of units as tools, people and accidents leave them: what is read of each, and what is told.

use entrefilet::exchange::{Counts, Format, Item, read_units, tmx};
use entrefilet::model::{Code, CodeKind, Codes, Trust, Unit};
use proptest::prelude::*;
use std::io::{Cursor, Write};

struct Read {
    counts: Counts,
    units: Vec<Unit>,
    /// Rules in the order of the file, each once.
    rules: Vec<&'static str>,
}

impl Read {
    /// `fr=en` of every unit, then the rules after a `!`.
    fn shown(&self) -> String {
        let pairs: Vec<String> = self.units.iter().map(|u| format!("{}={}", u.source, u.target)).collect();
        let rules: Vec<String> = self.rules.iter().map(|rule| format!("!{rule}")).collect();
        [pairs, rules].concat().join(" ")
    }
}

fn read_as(bytes: &[u8], format: Option<Format>) -> Read {
    let (mut units, mut rules) = (Vec::new(), Vec::new());
    let counts = read_units(bytes, format, false, |item| match item {
        Item::Unit(_, unit) => units.push(*unit),
        Item::Finding(finding) if !rules.contains(&finding.rule) => rules.push(finding.rule),
        Item::Finding(_) => {}
    });
    Read { counts: counts.unwrap(), units, rules }
}

fn read(bytes: impl AsRef<[u8]>) -> Read {
    read_as(bytes.as_ref(), Some(Format::Tmx))
}

fn pair(fr: &str, en: &str) -> String {
    format!("<tu><tuv xml:lang='fr'><seg>{fr}</seg></tuv><tuv xml:lang='en'><seg>{en}</seg></tuv></tu>")
}

fn file(units: &str) -> String {
    format!("<tmx version='1.4'><header srclang='fr'/><body>{units}</body></tmx>")
}

fn seg(fr: &str) -> String {
    file(&pair(fr, "x"))
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

fn utf32(text: &str, order: fn(u32) -> [u8; 4]) -> Vec<u8> {
    text.chars().flat_map(|c| order(c.into())).collect()
}

fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

/// `text` with `bytes` in place of its `_`.
fn with_bytes(text: &str, bytes: &[u8]) -> Vec<u8> {
    let (before, after) = text.split_once('_').unwrap();
    [before.as_bytes(), bytes, after.as_bytes()].concat()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::write::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[track_caller]
fn expect(cases: &[(&str, Vec<u8>, &str)]) {
    for (name, bytes, expected) in cases {
        assert_eq!(read(bytes).shown(), *expected, "{name}");
    }
}

#[test]
fn encodings() {
    let plain = seg("été");
    let declared = |name: &str| format!("<?xml version=\"1.0\" encoding=\"{name}\"?>\n{plain}");
    let marked = |text: &str| format!("\u{feff}{text}");
    let cases: [(&str, Vec<u8>, &str); 29] = [
        ("UTF-8", plain.clone().into(), "été=x"),
        ("no ?> after the declaration", latin(&declared("ISO-8859-1").replace("?>", ">")), "été=x"),
        ("UTF-8 with a mark declared Latin-1", marked(&declared("ISO-8859-1")).into(), "été=x !encoding-declaration"),
        ("a mark at the start of a text", seg("\u{feff}été").into(), "été=x"),
        ("zeros after the end", format!("{plain}{}", "\0".repeat(5000)).into(), "été=x !control-characters"),
        ("nothing but zeros", vec![0; 5000], "!control-characters !empty-file"),
        ("UTF-8 with mark", marked(&plain).into(), "été=x"),
        ("two marks", marked(&marked(&plain)).into(), "été=x"),
        ("mark and white space", marked(&format!("\n \t{}", declared("UTF-8"))).into(), "été=x"),
        ("XML 1.1", declared("UTF-8").replace("1.0", "1.1").into(), "été=x"),
        ("UTF-16LE with mark", utf16(&marked(&declared("UTF-16")), u16::to_le_bytes), "été=x"),
        ("UTF-16BE with mark", utf16(&marked(&declared("UTF-16")), u16::to_be_bytes), "été=x"),
        ("UTF-16LE without mark", utf16(&declared("UTF-16"), u16::to_le_bytes), "été=x"),
        ("UTF-16BE without mark or declaration", utf16(&plain, u16::to_be_bytes), "été=x"),
        ("UTF-16BE declared LE", utf16(&declared("UTF-16LE"), u16::to_be_bytes), "été=x"),
        ("UTF-16 declared UTF-8", utf16(&marked(&declared("UTF-8")), u16::to_le_bytes), "été=x !encoding-declaration"),
        ("UTF-8 declared UTF-16", declared("UTF-16").into(), "été=x !encoding-declaration"),
        ("UTF-8 with a UTF-16 mark", [&[0xff, 0xfe], plain.as_bytes()].concat(), "été=x !encoding-declaration"),
        ("UTF-32LE with mark", utf32(&marked(&plain), u32::to_le_bytes), "été=x"),
        ("UTF-32BE without mark", utf32(&declared("UTF-32"), u32::to_be_bytes), "été=x"),
        (
            "UTF-16 that ends in half a character",
            utf16(&plain, u16::to_le_bytes)[..2 * plain.chars().count() - 1].into(),
            "été=x !encoding-broken !truncated",
        ),
        ("Latin-1 undeclared", latin(&plain), "été=x !not-utf8"),
        ("Latin-1 declared", latin(&declared("ISO-8859-1")), "été=x"),
        ("Latin-1 declared UTF-8", latin(&declared("UTF-8")), "été=x !not-utf8"),
        ("UTF-8 declared Latin-1", declared("ISO-8859-1").into(), "été=x !encoding-declaration"),
        ("Windows-1252 declared Latin-1", with_bytes(&declared("iso-8859-1").replace("été", "_"), b"\x92"), "’=x"),
        ("Latin-9", latin(&declared("ISO-8859-15").replace("été", "\u{bd}uvre")), "œuvre=x"),
        ("an encoding that nobody knows", declared("ANSI").into(), "été=x !encoding-declaration"),
        ("one stray byte in UTF-8", with_bytes(&seg("é_"), b"\x85"), "é…=x !not-utf8"),
    ];
    expect(&cases);
}

#[test]
fn characters() {
    let cases: [(&str, Vec<u8>, &str); 14] = [
        ("raw control", seg("a\u{1}b\u{b}").into(), "ab=x !control-characters"),
        ("control by number", seg("a&#1;b&#x1F;").into(), "ab=x !control-characters"),
        ("noncharacters", seg("a\u{ffff}&#xFFFE;b").into(), "ab=x !control-characters"),
        ("a character in two halves", seg("a&#xD83D;&#xDD4A;b").into(), "a🕊b=x !character-halves"),
        ("half a character", seg("a&#55357;b&#56832;").into(), "ab=x !control-characters"),
        ("two first halves", seg("&#55357;&#55357;&#56650;").into(), "🕊=x !control-characters !character-halves"),
        ("halves as bytes", with_bytes(&seg("a_"), b"\xed\xa0\xbd\xed\xb5\x8a"), "a🕊=x !not-utf8"),
        ("numbers of Windows-1252", seg("l&#146;&#x9c;uvre").into(), "l’œuvre=x"),
        ("numbers beyond Unicode", seg("a&#x110000;&#99999999999;").into(), "a=x !control-characters"),
        ("no number", seg("a&#;&#x;&#xyz;").into(), "a&#;&#x;&#xyz;=x !undeclared-entity"),
        ("names of HTML", seg("d&eacute;j&agrave;&nbsp;vu&hellip;").into(), "déjà\u{a0}vu…=x"),
        ("an unknown name", seg("a &fantasie; b").into(), "a &fantasie; b=x !undeclared-entity"),
        ("decomposed accents stay", seg("e\u{301}te\u{301}").into(), "e\u{301}te\u{301}=x"),
        ("spaces of all kinds inside", seg("10\u{202f}000\u{a0}€ \u{2028}").into(), "10\u{202f}000\u{a0}€=x"),
    ];
    expect(&cases);
}

#[test]
fn markup() {
    let whole = |fr: &str| format!("{}=x", fr);
    let cases: [(&str, Vec<u8>, &str); 34] = [
        ("something before the declaration", format!("Content-Type: text/xml\n\n{}", seg("a")).into(), &whole("a")),
        ("the head is lost", format!("{}{}", &pair("b", "y")[30..], pair("a", "x")).into(), "a=x !stray-tuv !no-root"),
        ("an instruction without end", format!("<?xml version='1.0'?><?x y>{}", seg("a")).into(), &whole("a")),
        (
            "a quote without end in the DOCTYPE",
            format!("<!DOCTYPE tmx SYSTEM \"tmx14.dtd>\n{}", seg("a").replace('\'', "\"")).into(),
            &whole("a"),
        ),
        ("a DOCTYPE without end", format!("<!DOCTYPE tmx [<!ENTITY b 'c'>\n{}", seg("a&b;")).into(), &whole("ac")),
        (
            "a variant outside of units",
            file(&format!("<tuv xml:lang='fr'><seg>b</seg></tuv>{}", pair("a", "x"))).into(),
            "a=x !stray-tuv",
        ),
        ("no <tu> at all", file(&pair("a", "x").replace("<tu>", "").replace("</tu>", "")).into(), "!stray-tuv"),
        ("CDATA", seg("<![CDATA[a < b & c]]> d").into(), "a < b & c d=x"),
        ("comments and instructions", seg("a<!-- <seg> & -->b<?pi </seg> ?>c").into(), "abc=x"),
        ("bare ampersand", seg("R & D").into(), "R & D=x !bare-markup"),
        ("bare less-than", seg("5 < 6 <7").into(), "5 < 6 <7=x !bare-markup"),
        ("attributes without quotes", seg("a").replace('\'', "").into(), &whole("a")),
        ("an attribute without its end", seg("a").replace("'fr'>", "'fr>").into(), &whole("a")),
        ("attributes over lines", seg("a").replace("<tuv ", "<tuv\r\n\t").into(), &whole("a")),
        ("a > in an attribute", seg("a").replace("<tu>", "<tu tuid='a>b'>").into(), &whole("a")),
        ("a bare < in an attribute", seg("a").replace("<tu>", "<tu tuid='a<b'>").into(), &whole("a")),
        (
            "prefixes",
            seg("a").replace("</", "</t:").replace("<tu", "<t:tu").replace("<seg", "<t:seg").into(),
            &whole("a"),
        ),
        ("capitals", seg("a").to_uppercase().replace(">A<", ">a<").replace(">X<", ">x<").into(), &whole("a")),
        ("no header", seg("a").replace("<header srclang='fr'/>", "").into(), &whole("a")),
        ("no body", seg("a").replace("<body>", "").replace("</body>", "").into(), &whole("a")),
        ("no root", pair("a", "x").into(), "a=x !no-root"),
        (
            "no declaration but a DOCTYPE",
            format!("<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">{}", seg("a")).into(),
            &whole("a"),
        ),
        ("text after the root", format!("{}\nThe end.", seg("a")).into(), &whole("a")),
        ("two files in one", seg("a").repeat(2).into(), "a=x a=x !several-roots"),
        (
            "a file inside another",
            file(&format!("{}{}", pair("a", "x"), file(&pair("b", "y")))).into(),
            "a=x b=y !several-roots",
        ),
        ("no </seg>", seg("a").replace("</seg>", "").into(), "a=x !tags-unbalanced"),
        ("no </seg></tuv>", seg("a").replace("</seg></tuv>", "").into(), "a=x !tags-unbalanced"),
        ("no </tu>", file(&pair("a", "x").repeat(2).replace("</tu>", "")).into(), "a=x a=x !tags-unbalanced"),
        ("ends that nothing opened", seg("a</b></tuv2>").replace("<tu>", "</tuv></tu></seg><tu>").into(), &whole("a")),
        ("a wrong end", seg("a").replacen("</seg>", "</sge>", 1).into(), "a=x !tags-unbalanced"),
        ("unknown elements", seg("un <b>mot</b> <x:y z='1'/>ici").into(), "un mot ici=x"),
        (
            "many attributes",
            seg("a")
                .replace("<tu>", &format!("<tu {}>", (0..5000).map(|n| format!("a{n}='b' ")).collect::<String>()))
                .into(),
            &whole("a"),
        ),
        ("line ends", seg("a\r\nb\rc").into(), "a\nb\nc=x"),
        (
            "private characters are skipped",
            seg("a")
                .replace(
                    "<header srclang='fr'/>",
                    "<header><note>n</note><prop type='p'>q</prop><ude name='u'><map unicode='#xE000'/></ude></header>",
                )
                .into(),
            &whole("a"),
        ),
    ];
    expect(&cases);
}

#[test]
fn doctypes_and_entities() {
    let with = |subset: &str, fr: &str| format!("<!DOCTYPE tmx [{subset}]>{}", seg(fr)).into_bytes();
    let tens = |of: &str| format!("&{of};").repeat(10);
    let laughs: String =
        ('a'..'j').map(|c| format!("<!ENTITY {} '{}'>", (c as u8 + 1) as char, tens(&c.to_string()))).collect();
    let cases: [(&str, Vec<u8>, &str); 16] = [
        ("internal", with("<!ENTITY org 'Nations unies'>", "Les &org;."), "Les Nations unies.=x"),
        ("in each other", with("<!ENTITY a 'x &b;'><!ENTITY b '&#233;t&eacute;'>", "&a;"), "x été=x"),
        ("a name of HTML of its own", with("<!ENTITY euro 'EUR'>", "&euro;"), "EUR=x"),
        (
            "comments, attributes, notations",
            with(
                "<!-- l'un <!ENTITY a 'no'> --><!ELEMENT tmx ANY><!ATTLIST tu a CDATA '>'><!NOTATION n SYSTEM 'n'><?x ]> ?><!ENTITY a 'yes'>",
                "&a;",
            ),
            "yes=x",
        ),
        ("conditional sections", with("<![INCLUDE[<!ENTITY a 'yes'>]]>", "&a;"), "yes=x"),
        ("parameter entities", with("<!ENTITY % p \"<!ENTITY a 'yes'>\"> %p;", "&a;"), "yes=x"),
        ("undeclared", with("<!ENTITY % p SYSTEM 'other.ent'> %p;", "a &b;"), "a &b;=x !undeclared-entity"),
        ("external", with("<!ENTITY a SYSTEM 'file:///etc/passwd'>", "b &a;"), "b=x !external-entity"),
        ("external, public", with("<!ENTITY a PUBLIC '-//X' 'http://localhost:1/'>", "b &a;"), "b=x !external-entity"),
        (
            "external and nothing else",
            with("<!ENTITY a SYSTEM 'file:///etc/passwd'>", "&a;"),
            "!external-entity !empty-seg",
        ),
        (
            "in an attribute",
            format!("<!DOCTYPE tmx [<!ENTITY f 'fr'>]>{}", seg("a").replace("'fr'>", "'&f;'>")).into(),
            "a=x",
        ),
        ("a circle", with("<!ENTITY a '&b;'><!ENTITY b '&a;'>", "&a;"), "!entity-bomb"),
        ("laughs", with(&format!("<!ENTITY a 'ha'>{laughs}"), "&j;"), "!entity-bomb"),
        ("quadratic", with(&format!("<!ENTITY a '{}'>", "a".repeat(16_000)), &"&a;".repeat(1000)), "!entity-bomb"),
        ("laughs that nobody calls", with(&format!("<!ENTITY a 'ha'>{laughs}"), "b"), "b=x"),
        (
            "laughs after a good unit",
            format!("<!DOCTYPE tmx [<!ENTITY a '&a;'>]>{}", file(&(pair("b", "x") + &pair("&a;", "y")))).into(),
            "b=x !entity-bomb",
        ),
    ];
    expect(&cases);
}

#[test]
fn languages_and_variants() {
    let tu = |variants: &[(&str, &str)]| {
        let tuv = |(lang, text): &(&str, &str)| format!("<tuv {lang}><seg>{text}</seg></tuv>");
        file(&format!("<tu srclang='de'>{}</tu>", variants.iter().map(tuv).collect::<String>())).into_bytes()
    };
    let fr_en = |fr: &str, en: &str| tu(&[(&format!("xml:lang='{fr}'"), "a"), (&format!("xml:lang='{en}'"), "x")]);
    let no_seg = |tuv: &str| file(&format!("<tu>{tuv}<tuv xml:lang='en'><seg>x</seg></tuv></tu>")).into_bytes();
    let cases: [(&str, Vec<u8>, &str); 26] = [
        ("names", fr_en("French (Canada)", "English"), "a=x"),
        ("typographic quotes", fr_en("“fr”", "«en»"), "a=x"),
        ("regions", fr_en("fr-CA", "en-ZA"), "a=x"),
        ("underscores and capitals", fr_en("FR_fr", "EN_us"), "a=x"),
        ("three letters", fr_en("fra", "eng"), "a=x"),
        ("three letters, the other way", fr_en("fre-CA", "eng-US"), "a=x"),
        ("script and variant", fr_en("fr-Latn-FR-1990", "en-x-plain"), "a=x"),
        ("as locales", fr_en("fr.UTF-8", "en_GB@euro"), "a=x"),
        ("white space", fr_en(" fr ", "en\n"), "a=x"),
        ("other languages that look alike", fr_en("frr", "enm"), "!other-languages"),
        ("private codes", fr_en("x-fr", "en"), "!other-languages"),
        ("English first", tu(&[("xml:lang='en'", "x"), ("xml:lang='fr'", "a")]), "a=x"),
        ("old attribute", tu(&[("lang='fr'", "a"), ("lang='en'", "x")]), "a=x"),
        (
            "xml:lang counts before lang",
            tu(&[("lang='en' xml:lang='fr'", "a"), ("xml:lang='en' lang='fr'", "x")]),
            "a=x",
        ),
        ("no language", tu(&[("", "a"), ("xml:lang='en'", "x")]), "!missing-lang"),
        ("three languages", tu(&[("xml:lang='de'", "c"), ("xml:lang='fr'", "a"), ("xml:lang='en'", "x")]), "a=x"),
        (
            "two of one language",
            tu(&[("xml:lang='fr'", "a"), ("xml:lang='fr-CA'", "b"), ("xml:lang='en'", "x")]),
            "a=x",
        ),
        ("the first is empty", tu(&[("xml:lang='fr'", " "), ("xml:lang='fr-CA'", "b"), ("xml:lang='en'", "x")]), "b=x"),
        ("French twice", tu(&[("xml:lang='fr'", "a"), ("xml:lang='fr'", "b")]), "!other-languages"),
        ("one variant", tu(&[("xml:lang='fr'", "a")]), "!one-language"),
        ("no variant", file("<tu/><tu></tu>").into(), "!one-language"),
        ("no seg", no_seg("<tuv xml:lang='fr'/>"), "!missing-seg"),
        ("empty seg", no_seg("<tuv xml:lang='fr'><seg/></tuv>"), "!empty-seg"),
        ("white seg", no_seg("<tuv xml:lang='fr' xml:space='preserve'><seg> &#160;\n</seg></tuv>"), "!empty-seg"),
        ("a seg of codes alone", no_seg("<tuv xml:lang='fr'><seg><ph x='1'/></seg></tuv>"), "!empty-seg"),
        ("two segs", no_seg("<tuv xml:lang='fr'><seg>a</seg><seg>b</seg></tuv>"), "a=x"),
    ];
    expect(&cases);
}

#[test]
fn what_is_cut_off_is_lost_and_nothing_else() {
    let whole = file(&(pair("a", "x") + &pair("l’été &amp; <ph>&lt;b></ph><![CDATA[c]]><!-- d -->", "y")));
    let first = whole.find("</tu>").unwrap() + "</tu>".len();
    let second = whole.rfind("</tu>").unwrap() + "</tu>".len();
    for end in first..whole.len() - "</tmx>".len() + 1 {
        let read = read(&whole.as_bytes()[..end]);
        let pairs = if end < second { 1 } else { 2 };
        assert_eq!(read.counts.pairs, pairs, "{}", String::from_utf8_lossy(&whole.as_bytes()[..end]));
        assert!(read.rules.contains(&"truncated"), "{end} {:?}", read.rules);
    }
    let packed = gzipped(whole.repeat(500).as_bytes());
    let cut = read(&packed[..packed.len() / 2]);
    assert!(cut.counts.pairs > 100 && cut.rules.starts_with(&["several-roots", "damaged-archive"]), "{:?}", cut.rules);
    for (broken, what) in [("a<!-- b", "a comment"), ("a<![CDATA[ b", "a CDATA section"), ("a<ph x='", "a tag")] {
        let mut told = Vec::new();
        read_units(whole.replace("l’été", broken).as_bytes(), None, false, |item| {
            if let Item::Finding(finding) = item {
                told.push(finding);
            }
        })
        .unwrap();
        // A later end of the same kind ends it, too, so only what is never ended is cut off.
        assert!(told.iter().all(|f| f.rule != "truncated" || f.message.contains(what)), "{told:?}");
    }
}

#[test]
fn archives_and_other_files() {
    let (one, two) = (seg("a"), file(&pair("b", "y")));
    let cases: [(&str, Vec<u8>, &str); 19] = [
        (
            "zip of a workbench's files",
            zipped(&[
                (
                    "fr-fr/a.sdlxliff",
                    xliff("<trans-unit id='1'><source>a</source><target>x</target></trans-unit>").as_bytes(),
                ),
                ("a.sdlproj", b"<x/>"),
            ]),
            "a=x !archive-member-skipped",
        ),
        ("TMX named as any other", zipped(&[("m.tsv", one.as_bytes())]), "a=x"),
        ("gz named tmx", gzipped(one.as_bytes()), "a=x"),
        ("gz of several members", [gzipped(&one.as_bytes()[..60]), gzipped(&one.as_bytes()[60..])].concat(), "a=x"),
        ("gz and something after it", [gzipped(one.as_bytes()), b"junk".to_vec()].concat(), "a=x !damaged-archive"),
        ("zip named tmx", zipped(&[("m.tmx", one.as_bytes())]), "a=x"),
        ("zip of two memories", zipped(&[("m.tmx", one.as_bytes()), ("n/o.TMX", two.as_bytes())]), "a=x b=y"),
        (
            "zip with other members",
            zipped(&[("read.me", b"hi"), ("m.tmx", one.as_bytes())]),
            "a=x !archive-member-skipped",
        ),
        ("zip of a gz", zipped(&[("m.tmx.gz", &gzipped(one.as_bytes()))]), "a=x"),
        ("zip without a known name", zipped(&[("export", one.as_bytes())]), "a=x"),
        ("zip of two formats", zipped(&[("m.tmx", one.as_bytes()), ("m.tsv", b"b\ty\n")]), "a=x b=y"),
        ("empty zip", zipped(&[]), "!empty-file"),
        (
            "zip cut off",
            {
                let zip = zipped(&[("m.tmx", one.as_bytes()), ("n.tmx", two.as_bytes())]);
                zip[..zip.len() - 40].to_vec()
            },
            "a=x b=y !damaged-archive",
        ),
        ("empty", Vec::new(), "!empty-file"),
        ("white space", b" \n".to_vec(), "!empty-file"),
        ("a web page", b"<!DOCTYPE html><html><body><p>Bonjour</body></html>".to_vec(), "!not-a-memory"),
        ("plain text", b"Bonjour. R & D < x".to_vec(), "!not-a-memory"),
        ("a 7z archive", b"7z\xbc\xaf\x27\x1c....".to_vec(), "!not-a-memory"),
        (
            "XLIFF named tmx",
            xliff("<trans-unit id='1'><source>a</source><target>x</target></trans-unit>").into(),
            "a=x",
        ),
    ];
    for (name, bytes, expected) in &cases {
        let mut shown = read(bytes);
        shown.rules.sort_unstable();
        assert_eq!(shown.shown(), *expected, "{name}");
    }
    let zip = zipped(&[("m.tmx", one.as_bytes()), ("n.tmx", seg("b &c;").as_bytes())]);
    let mut items = Vec::new();
    read_units(zip.as_slice(), None, false, |item| items.push(item)).unwrap();
    assert!(
        matches!(&items[1], Item::Finding(f) if f.unit == Some(2) && f.message.starts_with("n.tmx: &c;")),
        "{items:?}"
    );
    assert!(matches!(&items[2], Item::Unit(2, _)));
}

#[test]
fn long_and_many() {
    let long = "Le Conseil de sécurité. ".repeat(200_000);
    assert_eq!(read(seg(&long)).units[0].source.len(), long.len() - 1);
    let endless = format!("{}{}", pair(&"x".repeat(17 << 20), "x"), pair("a", "x"));
    assert_eq!(read(file(&endless)).shown(), "a=x !too-long");
    let nested = format!("{}a{}", "<hi>".repeat(100_000), "</hi>".repeat(100_000));
    assert_eq!(read(seg(&nested)).shown(), "a=x !too-many-codes");
    assert_eq!(read(seg(&("<ph/>".repeat(100_000) + "a"))).units[0].codes.source.len(), 4096);
    let open = format!("{}{}", "<bpt i='1'/>".repeat(2000), "a<ept i='2'/>".repeat(2000));
    assert_eq!(read(seg(&open)).units[0].codes.source.len(), 4000);
    let dates = file(&pair("a", "x").replace("<tu>", "<tu creationdate='yesterday' changedate='20241399T000000Z'>"));
    assert_eq!(read(&dates).units[0].date, None);
    let iso = file(&pair("a", "x").replace("<tu>", "<tu creationdate='2024-05-17T10:11:12Z'>"));
    assert_eq!(read(&iso).units[0].date, "2024-05-17".parse().ok());
}

/// A seg as it comes back after reading and writing.
fn again(fr: &str) -> String {
    let mut out = Vec::new();
    tmx::write(&mut out, &tmx::Header::default(), &read(seg(fr)).units).unwrap();
    let out = String::from_utf8(out).unwrap();
    out.split("<seg>").nth(1).unwrap().split("</seg>").next().unwrap().to_owned()
}

#[test]
fn codes_come_back_where_they_were() {
    let quoted = |text: &str| text.replace('\'', "\"");
    for same in [
        "Le <bpt i='1' x='1' type='bold'>&lt;b&gt;</bpt>Mali<ept i='1'>&lt;/b&gt;</ept>.",
        "<bpt i='1'/>a<bpt i='2'/>b<ept i='1'/>c<ept i='2'/>",
        "Voir <ph x='1' assoc='p' type='image'>&lt;img alt=&quot;<sub datatype='html' type='alt'>la <hi type='i'>carte</hi></sub>&quot;/&gt;</ph>ici",
        "<it pos='begin' x='3' type='u'>{\\ul </it>a<it pos='end'/>",
        "a<ut x='1'>&amp;nbsp;</ut>b<ut/>",
        "<ph/><ph x='2'/>a",
        "l’<bpt i='1'/>🕊<ept i='1'/>é<ph/>",
    ] {
        assert_eq!(again(same), quoted(same));
    }
    for (fr, expected) in [
        // Halves of pairs are what TMX has <it> for.
        ("<bpt i='1' x='2' type='b'>{</bpt>a", "<it pos='begin' x='2' type='b'>{</it>a"),
        ("a<ept i='1'>}</ept>", "a<it pos='end'>}</it>"),
        // Pairs without numbers go by nesting, and every pair gets a number of its own.
        ("<bpt/>a<ept/>", "<bpt i='1'/>a<ept i='1'/>"),
        ("<bpt i='1'/><bpt i='1'/>a<ept i='1'/><ept i='1'/>", "<bpt i='1'/><bpt i='2'/>a<ept i='2'/><ept i='1'/>"),
        ("<bpt i='1'/>a<ept i='1'/><bpt i='1'/>b<ept i='1'/>", "<bpt i='1'/>a<ept i='1'/><bpt i='2'/>b<ept i='2'/>"),
        // What TMX does not allow is left out, and what it lacks made whole.
        ("<it>x</it>a", "<ph>x</ph>a"),
        ("<ph y='1' x='2' x='3' type='a&amp;b'/>a", "<ph x='2' type='a&amp;b'/>a"),
        // Highlighted text would be lost in OmegaT: it is a pair like others.
        ("<hi type='bold'>a <hi>b</hi></hi>", "<bpt i='1' type='bold'/>a <bpt i='2'/>b<ept i='2'/><ept i='1'/>"),
        ("<bpt i='1'/>a<hi i='1' x='2'>b</hi><ept i='1'/>", "<bpt i='1'/>a<bpt i='2' x='2'/>b<ept i='2'/><ept i='1'/>"),
        ("<hi>a <hi>b</hi>", "<bpt i='1'/>a <bpt i='2'/>b<ept i='2'/><ept i='1'/>"),
        ("<ph>x<b>y</b></ph>z", "<ph>xy</ph>z"),
        ("un <b>mot</b>", "un mot"),
        (" <ph/> a <ph/> ", "<ph/>a<ph/>"),
        ("<ph>&bull;&#1;<![CDATA[<]]></ph>a", "<ph>•&lt;</ph>a"),
    ] {
        assert_eq!(again(fr), quoted(expected), "{fr}");
    }
}

fn xliff(units: &str) -> String {
    format!(
        "<xliff version='1.2'><file source-language='fr' target-language='en-GB'><body>{units}</body></file></xliff>"
    )
}

#[test]
fn xliff_files() {
    let two = |body: &str| format!("<xliff version='2.0' srcLang='en' trgLang='fr'><file id='f'>{body}</file></xliff>");
    let unit = |inside: &str| xliff(&format!("<trans-unit id='1'>{inside}</trans-unit>"));
    for (name, file, expected) in [
        ("plain", unit("<source>a</source><target>x</target>"), "a=x"),
        (
            "codes",
            unit(
                "<source>a <g id='1'>b</g><x id='2'/> <bpt id='3'>{</bpt>c<ept id='3'>}</ept> <ph id='4'>&lt;br/></ph><it id='5' pos='open'>z</it></source><target>x</target>",
            ),
            "a b c=x",
        ),
        ("marks", unit("<source>a <mrk mtype='term'>b</mrk></source><target>x</target>"), "a b=x"),
        (
            "CDATA and names",
            unit("<source><![CDATA[a & b]]> d&eacute;</source><target>x &amp; y</target>"),
            "a & b dé=x & y",
        ),
        (
            "other proposals",
            unit("<source>a</source><target>x</target><alt-trans><source>b</source><target>y</target></alt-trans>"),
            "a=x",
        ),
        (
            "groups",
            xliff("<group><group><trans-unit id='1'><source>a</source><target>x</target></trans-unit></group></group>"),
            "a=x",
        ),
        ("no target", unit("<source>a</source>"), "!empty-seg"),
        ("no source", unit("<target>x</target>"), "!missing-seg"),
        ("target first", unit("<target>x</target><source>a</source>"), "a=x"),
        ("two targets", unit("<source>a</source><target>x</target><target>y</target>"), "a=x !missing-seg"),
        ("no end of a unit", unit("<source>a</source><target>x</target>").replace("</trans-unit>", "").repeat(2), "a=x !tags-unbalanced !truncated"),
        ("no end of a target", unit("<source>a</source><target>x"), "a=x !tags-unbalanced"),
        ("bare ampersands", unit("<source>R & D</source><target>R & D</target>"), "R & D=R & D !bare-markup"),
        ("control characters", unit("<source>a\u{2}&#3;</source><target>x</target>"), "a=x !control-characters"),
        ("codes without end", unit("<source>a <g id='1'>b <x id='2'></source><target>x</target>"), "a b=x"),
        ("nested codes", unit("<source><g id='1'>a <g id='2'>b<bx id='3'/></g></g><ex rid='3'/> c</source><target>x</target>"), "a b c=x"),
        ("text inside a code", unit("<source>a<ph id='1'>&lt;img alt='<sub>b</sub>'></ph></source><target>x</target>"), "a=x"),
        ("codes alone", unit("<source><x id='1'/></source><target>x</target>"), "!empty-seg"),
        (
            "proposals before the target",
            unit("<source>a</source><alt-trans><target>y</target></alt-trans><target>x</target>"),
            "a=x",
        ),
        (
            "segments in codes",
            unit("<source>a b</source><seg-source><g id='1'><mrk mtype='seg' mid='1'>a</mrk> <mrk mtype='seg' mid='2'>b</mrk></g></seg-source><target><g id='1'><mrk mtype='seg' mid='1'>x</mrk> <mrk mtype='seg' mid='2'/></g></target>"),
            "a=x !empty-seg",
        ),
        (
            "files of several languages",
            format!(
                "<xliff version='1.2'>{}</xliff>",
                [("fr", "en"), ("fr", "de"), ("en-US", "fr-FR"), ("fr", "")]
                    .map(|(from, to)| format!("<file source-language='{from}' target-language='{to}'><body><trans-unit id='1'><source>{from}</source><target>{to}</target></trans-unit></body></file>"))
                    .concat()
            ),
            "fr=en fr-FR=en-US !other-languages",
        ),
        (
            "a name that grows without bound",
            format!("<!DOCTYPE xliff [<!ENTITY e '&e;&e;'>]>{}", unit("<source>a &e;</source><target>x</target>")),
            "!entity-bomb",
        ),
        (
            "2.0, its unit without segments",
            two("<unit id='1'><notes><note>n</note></notes></unit><unit id='2'><segment><source>x</source></segment></unit>"),
            "!empty-seg",
        ),
        ("empty target", unit("<source>a</source><target/>"), "!empty-seg"),
        (
            "language of the target alone",
            unit("<source>a</source><target xml:lang='en'>x</target>").replace(" target-language='en-GB'", ""),
            "a=x",
        ),
        ("other languages", unit("<source>a</source><target>x</target>").replace("en-GB", "de"), "!other-languages"),
        (
            "English first",
            unit("<source>a</source><target>x</target>").replace("en-GB", "FR_ca").replace("'fr'", "'en'"),
            "x=a",
        ),
        (
            "segments",
            unit(
                "<source>a b</source><seg-source><mrk mtype='seg' mid='1'>a</mrk> <mrk mtype='seg' mid='2'>b<g id='1'>c</g></mrk></seg-source><target><mrk mtype='seg' mid='2'>y</mrk> <mrk mtype='seg' mid='1'>x</mrk></target>",
            ),
            "bc=y a=x",
        ),
        (
            "a segment without its source",
            unit("<source>a</source><target><mrk mtype='seg' mid='1'>x</mrk></target>"),
            "!missing-seg",
        ),
        ("prefixes", unit("<source>a</source><target>x</target>").replace("<", "<x:").replace("<x:/", "</x:"), "a=x"),
        (
            "cut off",
            unit("<source>a</source><target>x</target>").replace("</trans-unit></body></file></xliff>", ""),
            "!truncated",
        ),
        (
            "2.0",
            two(
                "<unit id='1'><originalData><data id='d'>&lt;b></data></originalData><segment><source>x <pc id='1'>y</pc><ph id='2'/></source><target>a <sc id='3'/>b<ec id='3'/></target></segment><ignorable><source> </source></ignorable><segment state='initial'><source>z</source><target>c</target></segment></unit>",
            ),
            "a b=x y c=z",
        ),
        (
            "external entity",
            format!(
                "<!DOCTYPE xliff [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>{}",
                unit("<source>a &e;</source><target>x</target>")
            ),
            "a=x !external-entity",
        ),
    ] {
        assert_eq!(read_as(file.as_bytes(), None).shown(), expected, "{name}");
    }
    let coded = read_as(
        unit("<source><g id='1' ctype='bold'>a</g><x id='2'/><bpt id='3'>{</bpt>c<ept id='3'>}</ept><bx id='4'/></source><target>x</target>").as_bytes(),
        None,
    );
    let mut out = Vec::new();
    tmx::write(&mut out, &tmx::Header::default(), &coded.units).unwrap();
    let expected = r#"<seg><bpt i="1" type="bold"/>a<ept i="1"/><ph x="2"/><bpt i="3">{</bpt>c<ept i="3">}</ept><it pos="begin"/></seg>"#;
    assert!(String::from_utf8(out).unwrap().contains(expected));
    for (target, trust) in [
        ("<target state='needs-review-translation' state-qualifier='leveraged-mt'>x</target>", Trust::Machine),
        ("<target state='needs-translation'>x</target>", Trust::Machine),
        ("<target state='new'>x</target>", Trust::Machine),
        ("<target state='translated'>x</target>", Trust::Approved),
        ("<target state='final' state-qualifier='exact-match'>x</target>", Trust::Approved),
        ("<target>x</target>", Trust::Approved),
    ] {
        let units = read_as(unit(&format!("<source>a</source>{target}")).as_bytes(), None).units;
        assert_eq!(units[0].trust, trust, "{target}");
    }
    let many: String = (0..50_000).map(|n| format!("<mrk mtype='seg' mid='{n}'>{n}</mrk>")).collect();
    let many = unit(&format!("<source>a</source><seg-source>{many}</seg-source><target>{many}</target>"));
    assert_eq!(read_as(many.as_bytes(), None).counts.pairs, 50_000);
    let coded = unit(&format!("<source>a{}</source><target>x</target>", "<x id='1'/>".repeat(5000)));
    assert_eq!(read_as(coded.as_bytes(), None).shown(), "a=x !too-many-codes");
    let endless = unit(&format!("<source>{}</source><target>x</target>", "x".repeat(17 << 20)));
    assert_eq!(read_as(endless.as_bytes(), None).shown(), "!too-long");
}

#[test]
fn tsv_files() {
    let marked = "\u{feff}été\tsummer\n";
    let endless = format!("{}\tx\na\ty\n", "é".repeat(9 << 20));
    let cases: [(&str, Vec<u8>, &str); 21] = [
        ("mark", marked.into(), "été=summer"),
        ("marks where files were put together", marked.repeat(2).into(), "été=summer été=summer"),
        ("UTF-16, its first letter no ASCII", utf16("œuvre\twork of art\r\n", u16::to_le_bytes), "œuvre=work of art"),
        ("carriage returns alone", b"a\tx\rb\ty\r".to_vec(), "a=x b=y"),
        ("mixed line ends", b"a\tx\r\nb\ty\n\r\nc\tz".to_vec(), "a=x b=y c=z"),
        ("a quoted cell over two lines", b"\"a\nb\"\tx\n".to_vec(), "b\"=x !tsv-columns"),
        ("no line end at all", b"a\tx".to_vec(), "a=x"),
        ("tabs alone", b"\t\t\t\n\t\n".to_vec(), ""),
        ("tabs before the texts", b"\ta\tx\n".to_vec(), "!tsv-columns"),
        ("references are characters", b"R&amp;D\tR&D <b>\n".to_vec(), "R&amp;D=R&D <b>"),
        ("control characters", b"a\0b\tx\x0by\n".to_vec(), "ab=xy !control-characters"),
        ("a line without end", endless.into(), "a=y !too-long"),
        ("UTF-16", utf16(marked, u16::to_le_bytes), "été=summer"),
        ("UTF-16 without mark", utf16("ete\tsummer\r\n", u16::to_be_bytes), "ete=summer"),
        ("Latin-1", latin("été\tsummer"), "été=summer !not-utf8"),
        ("CRLF and empty lines", b"a\tx\r\n\r\nb\ty".to_vec(), "a=x b=y"),
        ("quotes are characters", b"\"a\t\"x\"\n".to_vec(), "\"a=\"x\""),
        ("one column", b"a\nb\ty\n".to_vec(), "b=y !tsv-columns"),
        ("an empty column", b"a\t\t\n\tx\nb\ty\n".to_vec(), "b=y !tsv-columns"),
        ("more columns", b"a\tx\tlaw\tmore\tstill more\n".to_vec(), "a=x"),
        ("packed", gzipped(b"a\tx\n"), "a=x"),
    ];
    for (name, bytes, expected) in &cases {
        assert_eq!(read_as(bytes, Some(Format::Tsv)).shown(), *expected, "{name}");
    }
}

fn codes() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zé&<>\"' ’]{0,6}".prop_map(|text| text.replace('&', "&amp;").replace('<', "&lt;")),
        "<(bpt|ept) i='[12]'( type='b&amp;\"')?>(&lt;b>)?</(bpt|ept)>",
        "<(ph|ut|it)( pos='begin')?( x='[1-3]')?/>",
        "<ph>a(<sub( type='t')?>b<hi>c</hi></sub>)?</ph>",
        Just("<hi>".to_owned()),
        Just("</hi>".to_owned()),
        Just("<b>".to_owned()),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_was_read_is_written_and_read_the_same(fr in codes(), en in codes()) {
        let first = read(file(&pair(&fr, &en)));
        let mut written = Vec::new();
        tmx::write(&mut written, &tmx::Header::default(), &first.units).unwrap();
        prop_assert_eq!(read(&written).units, first.units);
    }

    #[test]
    fn any_codes_make_a_file_that_is_whole(at in prop::collection::vec((0usize..9, 0usize..6), 0..6)) {
        const KINDS: [CodeKind; 6] = [
            CodeKind::Begin, CodeKind::End, CodeKind::LoneBegin, CodeKind::LoneEnd, CodeKind::Placeholder, CodeKind::Unknown,
        ];
        let source = at.iter().map(|&(at, kind)| Code { at, ..Code::new(KINDS[kind]) }).collect();
        let codes = Codes { source, target: Vec::new() };
        let unit = Unit { source: "l’été".into(), target: "x".into(), codes, ..Unit::default() };
        let mut written = Vec::new();
        tmx::write(&mut written, &tmx::Header::default(), [&unit]).unwrap();
        prop_assert_eq!(read(&written).shown(), "l’été=x");
    }
}
