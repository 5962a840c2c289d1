//! What leaves the page as files and on paper: pictures that open again, a report, the printed page.

use std::path::{Path, PathBuf};
use std::process::Command;

use cidraw::export::{Options, exporter};
use cidraw::format;
use cidraw::model::Design;

use crate::browser::{Browser, serve};
use crate::server::Server;
use crate::steps::{command, dock_tab, file_menu, kept, notice, template, thrown, watch_console};

pub const TEMPLATE: &str = "three-tiers";

/// A page with a template in it, and the template's design.
pub async fn with_template() -> (Server, Browser, Design) {
    let server = serve();
    let browser = Browser::start().await;
    watch_console(&browser).await;
    browser.open(&server.url()).await;
    browser.open_file(&template(TEMPLATE)).await;
    browser.wait_for("return document.querySelector('#proxies [data-kind=vpc]') !== null").await;
    browser.settled().await;
    let text = std::fs::read_to_string(template(TEMPLATE)).expect("the template");
    (server, browser, format::load(&text).expect("a design").design)
}

/// Opens the dialog and shows a format.
pub async fn show_format(browser: &Browser, title: &str) {
    if browser.count("[data-testid=export-dialog]").await == 0 {
        command(browser, "Export").await;
        browser.wait_for("return document.querySelector('[data-testid=export-dialog]') !== null").await;
    }
    let show = format!(
        "const tab = [...document.querySelectorAll('.dialog-export [role=tab]')].find(t => t.textContent === '{title}'); tab?.click(); \
         return tab?.ariaSelected === 'true'"
    );
    browser.wait_for(&show).await;
}

/// Has the files of a format downloaded.
async fn download(browser: &Browser, title: &str, ending: &str) -> PathBuf {
    show_format(browser, title).await;
    let made = format!(
        "const file = document.querySelector('[data-testid=export-file][aria-selected=true]'); \
         return file?.dataset.path.endsWith('{ending}') && !document.querySelector('[data-testid=export-download]').disabled"
    );
    let made = if ending == ".zip" { made.replace("'.zip'", "'.md'") } else { made };
    browser.wait_for(&made).await;
    browser.press("[data-testid=export-download]").await;
    browser.downloaded_ending(ending).await
}

/// Empties the page, opens a file, and gives back the design that is kept then.
async fn opened(browser: &Browser, file: &Path) -> Design {
    browser.press(".dialog-close").await;
    file_menu(browser, "New").await;
    browser.wait_count("#proxies [data-kind=vpc]", 0).await;
    browser.open_file(file).await;
    browser.wait_for("return document.querySelector('#proxies [data-kind=vpc]') !== null").await;
    browser.settled().await;
    browser.settled().await;
    kept(browser).await.first().expect("the design is kept").design()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_downloaded_as_svg_opens_as_the_same_design() {
    let (_server, browser, design) = with_template().await;
    show_format(&browser, "SVG").await;
    browser.wait_for("return document.querySelector('[data-testid=picture-preview] img')?.naturalWidth > 100").await;
    let file = download(&browser, "SVG", ".svg").await;
    // The page and the command line write the same bytes.
    let native = exporter("svg").expect("there is one").export(&design, &Options::default());
    assert!(std::fs::read(&file).expect("it was downloaded") == native.files[0].bytes());
    assert_eq!(opened(&browser, &file).await, design);
    assert_eq!(thrown(&browser).await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_downloaded_as_png_opens_as_the_same_design_and_one_that_is_too_large_is_refused() {
    let (_server, browser, design) = with_template().await;
    show_format(&browser, "PNG").await;
    browser.press("[data-testid=export-dialog] input[value=dark]").await;
    browser.wait_for("return document.querySelector('[data-testid=picture-preview] img')?.naturalWidth > 100").await;
    let file = download(&browser, "PNG", ".png").await;
    let bytes = std::fs::read(&file).expect("it was downloaded");
    assert!(bytes.starts_with(b"\x89PNG"));
    assert_eq!(format::load_bytes(&bytes).expect("a design").design, design);
    assert_eq!(opened(&browser, &file).await, design);

    // Two VPCs far apart make a picture that no browser draws.
    let far = browser_file("far", "vpc a 10.0.0.0/16 at 0,0; vpc b 10.1.0.0/16 at 40000,0");
    browser.open_file(&far).await;
    browser.wait_for("return document.querySelector('[data-testid=canvas]').ariaLabel.includes('far')").await;
    show_format(&browser, "PNG").await;
    let refusal = browser.text("[data-testid=export-refused]").await;
    assert!(refusal.contains("16,384 on a side"), "{refusal}");
    let disabled = "return document.querySelector('[data-testid=export-download]').disabled";
    assert_eq!(browser.run(disabled).await, true);
    assert_eq!(thrown(&browser).await, Vec::<String>::new());
    browser.close().await;
}

/// A file with a design out of notation.
pub fn browser_file(name: &str, notation: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("cidraw-exporting-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(format!("{name}.cidraw.json"));
    std::fs::write(&path, format::save(&cidraw::notation::parse(notation).expect("notation"))).expect("a file");
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_has_the_address_table_and_the_drawing() {
    let (_server, browser, design) = with_template().await;
    let archive = download(&browser, "Report", ".zip").await;
    let folder = unpacked(&archive);
    let report = std::fs::read_to_string(folder.join("report.md")).expect("a report");
    assert!(report.contains("| Subnet | Block | Tier | Zone | Usable | Route table |"), "{report}");
    for (id, subnet) in design.all::<cidraw::model::kinds::Subnet>() {
        let row = format!("| {} | `{}` |", design.name(id), subnet.ipv4_block().expect("a block"));
        assert!(report.contains(&row), "{row}");
    }
    let drawing = std::fs::read(folder.join("network.svg")).expect("a drawing");
    assert_eq!(format::load_bytes(&drawing).expect("a design").design, design);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_without_a_design_is_refused_with_a_reason() {
    let (_server, browser, _) = with_template().await;
    browser.open_file(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/favicon.svg"))).await;
    notice(&browser, "The picture carries no design").await;
    assert!(browser.count("#proxies [data-kind=vpc]").await > 0, "what was open stays");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_printed_is_the_drawing_and_every_address() {
    let (_server, browser, design) = with_template().await;
    // The browser's own dialog cannot be answered by a journey: these are the events around it.
    browser.run("dispatchEvent(new Event('beforeprint'))").await;
    browser.wait_for("return document.querySelectorAll('.print-drawing > svg text').length > 20").await;
    let rows = design.all::<cidraw::model::kinds::Vpc>().count() + design.all::<cidraw::model::kinds::Subnet>().count();
    let shown = browser.count(".print-table tbody tr").await;
    assert!(shown >= rows as u64, "{shown} rows for {rows} objects");
    browser.run("dispatchEvent(new Event('afterprint'))").await;
    browser.wait_count("[data-testid=print-sheet]", 0).await;
    // The command asks the browser to print.
    browser.run("window.print = () => { window.printed = true }").await;
    command(&browser, "Print").await;
    browser.wait_for("return window.printed === true").await;
    assert_eq!(thrown(&browser).await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_of_a_large_design_come_while_the_page_answers_and_can_be_stopped() {
    let server = serve();
    let browser = Browser::start().await;
    browser.open(&server.url()).await;
    let spec = cidraw::generate::Spec { vpcs: 300, zones: 3, tiers: 4, peerings: 300, seed: 5 };
    let folder = std::env::temp_dir().join(format!("cidraw-exporting-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let large = folder.join("large.cidraw.json");
    std::fs::write(&large, format::save(&cidraw::generate::generate(&spec))).expect("a file");
    browser.open_file(&large).await;
    browser.wait_for("return document.querySelector('[data-testid=canvas]').ariaLabel.includes('large')").await;
    browser.settled().await;
    // Counted by the page itself, whatever the machine does beside: it draws while the files are made.
    browser
        .run("window.seen = 0; window.mixed = 0; new MutationObserver(() => { if (!document.querySelector('[data-testid=export-progress]')) return; window.seen++; \
              if (document.querySelector('[data-testid=export-file][data-path=\"addresses.csv\"]')) window.mixed++; }).observe(document.body, { subtree: true, childList: true, attributes: true })")
        .await;
    show_format(&browser, "Address plan").await;
    browser
        .wait_for("return document.querySelector('[data-testid=export-file][data-path=\"addresses.csv\"]') !== null")
        .await;
    browser.wait_for("return !document.querySelector('[data-testid=export-download]').disabled").await;
    browser.run("window.seen = 0; window.mixed = 0").await;
    show_format(&browser, "CloudFormation").await;
    browser.wait_for("return !document.querySelector('[data-testid=export-download]').disabled").await;
    assert!(browser.run("return window.seen").await.as_u64() > Some(3), "the progress was shown on the way");
    assert_eq!(browser.run("return window.mixed").await, 0, "no file of another format was listed meanwhile");
    // Stopped by the page in the moment that it is under way.
    browser
        .run("new MutationObserver(() => document.querySelector('[data-testid=export-stop]')?.click()).observe(document.body, { subtree: true, childList: true })")
        .await;
    let json = "const field = [...document.querySelectorAll('.dialog-export select')][0]; field.value = 'json'; \
                field.dispatchEvent(new Event('input', { bubbles: true })); field.dispatchEvent(new Event('change', { bubbles: true }))";
    browser.run(json).await;
    browser.wait_for("return document.querySelector('[data-testid=export-again]') !== null").await;
    assert_eq!(browser.count("[data-testid=export-file]").await, 0);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_that_says_most_is_shown_until_somebody_chooses_another() {
    let (_server, browser, _) = with_template().await;
    let shown = async |format: &str, file: &str| {
        show_format(&browser, format).await;
        let selected = "document.querySelector('[data-testid=export-file][aria-selected=true]')";
        browser.wait_for(&format!("return {selected}?.dataset.path === '{file}'")).await;
    };
    shown("Terraform", "envs/unassigned/main.tf").await;
    browser.press("[data-testid=export-dialog] input[value=flat]").await;
    shown("Terraform", "vpc.tf").await;
    browser.press("[data-testid=export-dialog] input[value=environments]").await;
    shown("CloudFormation", "main.yaml").await;
    shown("NetBox", "5-prefixes.csv").await;
    shown("CloudFormation", "main.yaml").await;
    browser.press("[data-testid=export-file][data-path='deploy.sh']").await;
    shown("CloudFormation", "deploy.sh").await;
    // Remembered while the dialog is open.
    shown("Terraform", "envs/unassigned/main.tf").await;
    shown("CloudFormation", "deploy.sh").await;
    browser.close().await;
}

/// The text of the line of code that is marked first.
const MARKED: &str = "return (document.querySelector('[data-testid=code] .code-line.found code')?.textContent ?? '')";

#[tokio::test]
async fn code_is_read_in_either_language_and_leads_back_to_its_object() {
    let (_server, browser, design) = with_template().await;
    let gateway = design.all::<cidraw::model::kinds::InternetGateway>().next().expect("the template has one").0;
    let name = design.name(gateway);
    dock_tab(&browser, "Code").await;
    // Of an object to its code.
    browser.press(&format!("[data-row={gateway}]")).await;
    browser.wait_for(&format!("{MARKED}.includes('internet')")).await;
    // In the other language the same object is marked.
    browser
        .run("const select = document.querySelector('[data-testid=code-language]'); select.value = 'cloudformation'; select.dispatchEvent(new Event('change'))")
        .await;
    browser.wait_for("return document.querySelector('[data-testid=code] .code-line.found') !== null").await;
    let text =
        "return [...document.querySelectorAll('[data-testid=code] .code-line')].map(l => l.textContent).join('\\n')";
    browser.wait_for(&format!("return (() => {{ {text} }})().includes('AWS::EC2::InternetGateway')")).await;
    // Of code to its object, by keys: what is found is selected by a button. And by a press on a line.
    let inspected = "return (document.querySelector('#inspector h2')?.textContent ?? '')";
    browser.press("[data-testid=code] input[type=search]").await;
    browser.type_text("Type: AWS::EC2::NatGateway").await;
    browser.press("[data-testid=code-select]").await;
    browser.wait_for(&format!("{inspected}.includes('nat-')")).await;
    browser.press("[data-testid=code] input[type=search]").await;
    browser.run("document.activeElement.select()").await;
    browser.type_text("Type: AWS::EC2::InternetGateway").await;
    let line = "[...document.querySelectorAll('[data-testid=code] .code-line')].find(l => l.textContent.endsWith('Type: AWS::EC2::InternetGateway'))";
    browser.wait_for(&format!("return {line} !== undefined && ({line}.click(), true)")).await;
    browser.wait_for(&format!("{inspected}.includes('{name}')")).await;
    // Whoever comes back reads on in the language they chose.
    let kept = "return localStorage.getItem('cidraw.code')";
    assert_eq!(browser.run(kept).await.as_str(), Some("cloudformation"));
    assert_eq!(thrown(&browser).await, Vec::<String>::new());
    browser.close().await;
}

/// Takes an archive apart.
pub fn unpacked(archive: &Path) -> PathBuf {
    let folder = archive.with_extension("");
    let unpacked = Command::new("python3").args(["-m", "zipfile", "-e"]).args([archive, &folder]).status();
    assert!(unpacked.expect("python3 unpacks archives").success());
    folder
}
