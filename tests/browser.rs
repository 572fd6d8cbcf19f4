//! 結果.html in a real browser: nothing runs off the page, everything can be
//! read, reached by keyboard, and printed.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use support::PlanFolder;
use support::browser::{Browser, ENTER, TAB};
use unicode_normalization::UnicodeNormalization;

/// The overview of a year with findings of every kind.
fn overview_of_mistakes() -> (PlanFolder, PathBuf) {
    let mistakes = PlanFolder::copy_of("mistakes");
    mistakes.run("R6");
    let page = mistakes.path("R6/出力/結果.html");
    (mistakes, page)
}

/// Every text whose contrast is below 4.5 (WCAG 2.2, 1.4.3), with the figure.
/// The ground of a text in a drawing is the last shape drawn under its middle.
const LOW_CONTRAST: &str = r"
const channel = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
const parse = s => (s.match(/[\d.]+/g) || []).map(Number);
const opaque = s => { const c = parse(s); return c.length >= 3 && (c.length < 4 || c[3] === 1) ? c : null; };
const within = (box, x, y) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
const drawnGround = text => {
  const box = text.getBoundingClientRect();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  let ground = null;
  for (const shape of text.ownerSVGElement.querySelectorAll('rect, text')) {
    if (shape === text) break;
    if (shape.tagName === 'rect' && !shape.closest('defs') && within(shape.getBoundingClientRect(), x, y))
      ground = getComputedStyle(shape).fill;
  }
  return ground;
};
const htmlGround = node => {
  for (let at = node; at; at = at.parentElement) {
    const c = opaque(getComputedStyle(at).backgroundColor);
    if (c) return c;
  }
  return [255, 255, 255];
};
document.querySelectorAll('details').forEach(d => { d.open = true; });
const found = [];
let looked = 0;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const parent = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || parent.closest('style, script, defs')) continue;
  looked += 1;
  const drawn = parent.closest('text');
  const fill = drawn ? drawnGround(drawn) : null;
  const ink = opaque(drawn ? getComputedStyle(drawn).fill : getComputedStyle(parent).color);
  const ground = fill ? opaque(fill) : htmlGround(drawn ? drawn.ownerSVGElement : parent);
  const pair = ink && ground ? [light(ink), light(ground)].sort((a, b) => b - a) : null;
  const contrast = pair ? (pair[0] + 0.05) / (pair[1] + 0.05) : 0;
  if (contrast < 4.5) found.push(contrast.toFixed(2) + ' ' + walker.currentNode.data.trim().slice(0, 30));
}
return { looked, found };
";

/// Whatever sticks out of the window sideways, or of the drawing it belongs to,
/// and texts of a drawing that lie over one another.
const SPILLED: &str = r"
document.querySelectorAll('details').forEach(d => { d.open = true; });
const found = [];
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth > width) found.push('page ' + document.documentElement.scrollWidth + ' > ' + width);
for (const element of document.querySelectorAll('body *')) {
  if (element.closest('.scroll, .skip, svg')) continue;
  const box = element.getBoundingClientRect();
  if (box.width > 0 && (box.right > width + 1 || box.left < -1)) found.push(element.tagName + ' ' + element.textContent.slice(0, 30));
}
for (const cell of document.querySelectorAll('td, th, dt, dd, li, p, h1, h2, h3'))
  if (cell.scrollWidth > cell.clientWidth + 1 && getComputedStyle(cell).display !== 'inline') found.push('cut ' + cell.textContent.slice(0, 30));
for (const drawing of document.querySelectorAll('svg')) {
  const frame = drawing.getBoundingClientRect();
  const boxes = [...drawing.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()]);
  boxes.forEach(([text, a], at) => {
    if (a.left < frame.left - 1 || a.right > frame.right + 1) found.push('outside ' + text.textContent);
    for (const [other, b] of boxes.slice(at + 1))
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        found.push('over one another: ' + text.textContent + ' / ' + other.textContent);
  });
}
return found;
";

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|text| text.as_str().expect("a text")).collect()
}

#[test]
fn nothing_runs_off_the_page_and_every_text_stands_out() {
    let Some(browser) = Browser::start() else { return };
    let (_folder, mistakes) = overview_of_mistakes();
    let honjo = PlanFolder::copy_of("honjo");
    honjo.run("R5");
    let minato = PlanFolder::copy_of("minato");
    minato.run("R6");
    for page in [&mistakes, &honjo.path("R5/出力/結果.html"), &minato.path("R6/出力/結果.html")] {
        for width in [1280, 800, 500] {
            browser.open(page, width);
            let spilled = browser.measure(SPILLED);
            assert_eq!(texts(&spilled), [""; 0], "{} at {width}", page.display());
        }
        let contrast = browser.measure(LOW_CONTRAST);
        browser.measure("document.querySelector('h2').style = 'color: #8a8a8a; width: 100rem'");
        assert_eq!(browser.measure(LOW_CONTRAST)["found"].as_array().map(Vec::len), Some(1), "grey is seen");
        assert!(!texts(&browser.measure(SPILLED)).is_empty(), "what sticks out is seen");
        assert!(contrast["looked"].as_u64() > Some(100), "{contrast}");
        assert_eq!(texts(&contrast["found"]), [""; 0], "{}", page.display());
    }
}

/// Numbers every place that a keyboard should reach, in the order of the text.
const NUMBER_PLACES: &str = r"
const places = [...document.querySelectorAll('a[href], summary, [tabindex]')];
places.forEach((place, at) => place.setAttribute('data-place', at));
return { places: places.length, positive: places.filter(p => p.tabIndex > 0).length,
         unnamed: places.filter(p => !(p.textContent.trim() || p.getAttribute('aria-label'))).length };
";

/// Where the keyboard is, and whether one can see it.
const FOCUS: &str = r"
const at = document.activeElement;
const style = getComputedStyle(at);
const box = at.getBoundingClientRect();
return { place: at.getAttribute('data-place'),
         ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
         seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
";

#[test]
fn the_keyboard_reaches_everything_in_order_and_shows_where_it_is() {
    let Some(browser) = Browser::start() else { return };
    let (_folder, page) = overview_of_mistakes();
    browser.open(&page, 1280);
    // What is folded away is reached when it is open.
    browser.measure("document.querySelectorAll('details').forEach(d => { d.open = true; });");
    let numbered = browser.measure(NUMBER_PLACES);
    let places = numbered["places"].as_u64().expect("a number");
    assert!(places > 30, "{numbered}");
    assert_eq!((&numbered["positive"], &numbered["unnamed"]), (&Value::from(0), &Value::from(0)));
    for place in 0..places {
        browser.press(TAB);
        let focus = browser.measure(FOCUS);
        assert_eq!(focus["place"].as_str(), Some(place.to_string().as_str()), "{focus}");
        assert!(focus["ring"] == true && focus["seen"] == true, "place {place} shows no ring: {focus}");
    }
    browser.open(&page, 1280);
    browser.press(TAB);
    browser.press(ENTER);
    assert_eq!(browser.measure("return location.hash"), "#main", "the first key leads past the contents");
    browser.measure("document.querySelector('summary').focus()");
    browser.press(ENTER);
    assert_eq!(browser.measure("return document.querySelector('details').open"), true);
}

#[test]
fn it_is_read_without_scripts_or_network_and_its_links_lead_somewhere() {
    let Some(browser) = Browser::start() else { return };
    let (_folder, page) = overview_of_mistakes();
    browser.open(&page, 1280);
    let loaded = browser.measure("return performance.getEntriesByType('resource').map(r => r.name)");
    assert_eq!(texts(&loaded), [""; 0], "the page is one file");
    assert_eq!(browser.measure("return document.querySelectorAll('script, link, img, iframe').length"), 0);
    let links = browser
        .measure("return [...document.querySelectorAll('a[href]')].map(a => decodeURIComponent(a.href))");
    let links = texts(&links);
    let start = format!("file://{}", page.display());
    for link in &links {
        if let Some(id) = link.strip_prefix(&start).and_then(|rest| rest.strip_prefix('#')) {
            let found = browser.measure(&format!("return document.getElementById({id:?}) !== null"));
            assert_eq!(found, true, "{link}");
        } else {
            let path = link.strip_prefix("file://").expect("files only");
            assert!(Path::new(path).is_file(), "{link} leads nowhere");
        }
    }
    assert!(links.iter().filter(|link| link.contains("/提出/")).count() > 10, "{links:?}");
}

#[test]
fn printed_it_fills_a4_pages_and_loses_nothing() {
    let Some(browser) = Browser::start() else { return };
    drop(browser);
    let (folder, page) = overview_of_mistakes();
    let printed = folder.path("R6/printed.pdf");
    let profile = tempfile::tempdir().expect("a profile");
    let output = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("--print-to-pdf={}", printed.display()))
        .arg(&page)
        .output()
        .expect("chromium");
    let pdf = std::fs::read(&printed).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let pdf = lopdf::Document::load_mem(&pdf).expect("a PDF");
    for id in pdf.get_pages().into_values() {
        let size = pdf.get_object(id).and_then(|page| page.as_dict()).and_then(|page| page.get(b"MediaBox"));
        let size = size.and_then(|size| size.as_array()).expect("a size");
        let size: Vec<i64> = size.iter().map(|n| n.as_float().expect("a number").round() as i64).collect();
        assert!(matches!(size[..], [0, 0, 594..=596, 841..=843]), "{size:?}");
    }
    let text = Command::new("pdftotext").arg("-raw").arg(&printed).arg("-").output().expect("pdftotext");
    // A radical or a compatibility character may come out of the page as its plain form.
    let plain = |text: &str| text.nfkc().filter(|c| !c.is_whitespace()).collect::<String>();
    let text = plain(&String::from_utf8_lossy(&text.stdout));
    let record = folder.record("R6");
    let findings = record["findings"].as_array().expect("findings");
    // What needs nobody's answer stays folded, on paper too.
    for finding in findings.iter().filter(|f| f["severity"] != "info" && f["accepted"].is_null()) {
        let message = plain(finding["message"].as_str().expect("a message"));
        assert!(text.contains(&message), "{message} is not on the printed pages");
    }
}
