// look.js PAGE...: opens each page in a browser, wide and narrow. Nothing may go wrong on the console,
// nothing may be fetched, axe-core may find nothing, no phone has to scroll a page sideways, and the
// print on paper has every figure. Of pages with a plus before them, which stand for all of their kind:
// the same in the dark, the switch of languages, the list of statements and the details of a figure
// without script, and pictures.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { execFileSync } = require('child_process');
const { pathToFileURL } = require('url');
const modules = process.env.KESSAN_MODULES;
const { chromium } = require(path.join(modules, 'node_modules', 'playwright-core'));
const axe = fs.readFileSync(path.join(modules, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
    '--disable-background-networking', '--disable-component-update'];

let failures = 0;
function fail(page, text) {
    failures++;
    console.log(`${page}: ${text}`);
}

async function open(browser, file, options) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const own = pathToFileURL(path.resolve(file)).href;
    page.on('console', (message) => fail(file, `console: ${message.text()}`));
    page.on('pageerror', (error) => fail(file, `error: ${error.message}`));
    page.on('request', (request) => {
        if (request.url().split('#')[0] !== own && !request.url().startsWith('data:')) {
            fail(file, `asks for ${request.url()}`);
        }
    });
    await page.goto(own);
    return page;
}

// Accessibility: the one thing that needs a script here, put in from outside. It walks all that is
// there, and of what is all alike some is enough.
async function prepare(page) {
    await page.evaluate(() => {
        const details = [...document.querySelectorAll('#facts > *')];
        details.slice(3).forEach((one) => one.remove());
        details.slice(0, 1).forEach((one) => one.showPopover());
        document.querySelectorAll('tbody').forEach((body) =>
            [...body.rows].slice(20).forEach((row) => row.remove()));
    });
    await page.evaluate(axe);
}

// XHTML 1.1 has neither landmarks nor tabindex: of an inline document the rules of WCAG are checked, and
// what scrolls can be reached by keyboard since the browser sees to it. The language stands on the parts:
// on the root it would be that of every fact.
function chooseRules(file, colorScheme) {
    if (colorScheme === 'dark') {
        return { runOnly: ['color-contrast'] };
    }
    return file.endsWith('.xhtml') ? {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        rules: { 'scrollable-region-focusable': { enabled: false }, 'html-has-lang': { enabled: false } },
    } : {};
}

async function check(page, file, colorScheme) {
    await page.emulateMedia({ media: 'screen', colorScheme });
    const rules = chooseRules(file, colorScheme);
    const { violations } = await page.evaluate((own) => window.axe.run(document,
        { resultTypes: ['violations'], elementRef: false, ...own }), rules);
    for (const violation of violations) {
        const node = violation.nodes[0];
        fail(file, `${colorScheme}: ${violation.id}: ${violation.help}: ${node.html.slice(0, 200)} ` +
            `(${violation.nodes.length} in all) ${(node.any[0] || {}).message || ''}`);
    }
}

const shot = (file, kind) => path.join(modules, 'shots',
    `${path.basename(path.dirname(file))}-${path.basename(file).replace(/[.]html$/, '')}-${kind}.png`);

async function picture(page, file) {
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    await page.screenshot({ path: shot(file, 'wide') });
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await page.screenshot({ path: shot(file, 'dark') });
}

// A page of its own: a window that is made narrow takes longer than one that is opened so.
async function narrow(browser, file, isPictured) {
    const page = await open(browser, file, { viewport: { width: 390, height: 844 } });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 391) {
        fail(file, `a phone has to scroll the page sideways: it is ${width} wide`);
    }
    if (isPictured) {
        await page.screenshot({ path: shot(file, 'narrow') });
    }
    await page.context().close();
}

// Without script: one language is seen after its button is set, and a figure opens its details.
async function use(browser, file) {
    const page = await open(browser, file, { javaScriptEnabled: false });
    if (await page.locator('#show-en').count() > 0) {
        await page.locator('label:has(#show-en)').click();
        if (await page.locator('.t:is([lang=ja], .lang-ja)').first().isVisible()) {
            fail(file, 'Japanese is seen after English was chosen');
        }
        await page.locator('label:has(#show-ja)').click();
        if (!await page.locator('.t:is([lang=ja], .lang-ja)').first().isVisible()) {
            fail(file, 'Japanese is not seen after it was chosen');
        }
    }
    if (await page.locator('.jump').count() > 0) {
        await page.locator('.jump').click();
        if (!await page.locator('#menu').isVisible()) {
            fail(file, 'the list of statements does not open');
        }
        await page.keyboard.press('Escape');
    }
    const button = page.locator('td .c button').first();
    if (await button.count() > 0) {
        const target = await button.getAttribute('popovertarget');
        await button.click();
        const details = page.locator(`[id="${target}"]`);
        if (!await details.isVisible()) {
            fail(file, `the details of ${target} do not open`);
        }
        await page.keyboard.press('Escape');
        await page.goto(`${page.url().split('#')[0]}#${target}`);
        if (!await details.isVisible()) {
            fail(file, `the address of ${target} does not show it`);
        }
    }
    await page.context().close();
}

const squeeze = (text) => text.normalize('NFKC').replace(/[\s\u00AD\u200B]+/g, '');

// Every figure that the page shows is on the paper, whole.
async function print(page, file) {
    await page.emulateMedia({ media: 'print' });
    const figures = await page.evaluate(() => [...document.querySelectorAll('tbody .c')]
        .filter((c) => !c.parentNode.matches('.none, .block, .words'))
        .map((c) => c.innerText));
    if (figures.length === 0) {
        return 0;
    }
    const pdf = path.join(os.tmpdir(), `kessan-${process.pid}-${path.basename(file)}.pdf`);
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    const text = squeeze(execFileSync('pdftotext', ['-layout', pdf, '-'], { maxBuffer: 1 << 28 }).toString());
    fs.unlinkSync(pdf);
    const missing = [...new Set(figures)].map((f) => f.replace(/^(minus|マイナス|nil|値なし)/, ''))
        .map(squeeze).filter((f) => /\d/.test(f) && !text.includes(f));
    if (missing.length > 0) {
        fail(file, `${missing.length} of ${figures.length} figures are not on paper: ${missing.slice(0, 5).join(' ')}`);
    }
    return figures.length;
}

(async () => {
    const browser = await chromium.launch({ executablePath: process.env.KESSAN_BROWSER, args: ARGS });
    let figures = 0;
    const files = process.argv.slice(2);
    const look = async () => {
        for (let name = files.shift(); name !== undefined; name = files.shift()) {
            const start = Date.now();
            const file = name.replace(/^[+]/, '');
            const page = await open(browser, file, {});
            const count = await print(page, file);
            figures += count;
            await narrow(browser, file, file !== name);
            if (file !== name) {
                await picture(page, file);
            }
            await prepare(page);
            await check(page, file, 'light');
            if (file !== name) {
                await check(page, file, 'dark');
            }
            await page.context().close();
            if (file !== name) {
                await use(browser, file);
            }
            console.log(`${file}: ${count} figures, ${Date.now() - start} ms`);
        }
    };
    await Promise.all([look(), look()]);
    await browser.close();
    console.log(`${process.argv.length - 2} pages, ${figures} figures, ${failures} failures`);
    process.exit(failures > 0 ? 1 : 0);
})();
