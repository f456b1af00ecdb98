// The steps, in order: each opens its own page(s) on the same playground, so later ones see what earlier ones said.

import assert from "node:assert/strict";

const last = (page) => page.locator("#timeline > .message").last();
const fromBot = (page) => page.locator("#timeline > .message.by-bot").last();
const go = async (page, place) => {
  await page.locator("#places .place-link", { hasText: place }).first().click();
  await page.locator("#place-name", { hasText: place }).waitFor();
};
const become = (page, name) => page.locator("#people .person", { hasText: name }).click();

/** Types a message into the channel in front and sends it with Enter. */
async function say(page, text) {
  await page.locator("#text").fill(text);
  await page.keyboard.press("Enter");
}

/** The bot's answer to the message with this text, in this channel. */
const answerTo = (page, text) => page.locator("#timeline > .message.by-bot", { has: page.locator(".answers", { hasText: text }) }).last();

export const steps = {
  async "a click on an example gets a sourced answer"({ open }) {
    const page = await open();
    assert.match(await page.locator(".what").innerText(), /Nothing leaves it/);
    assert.equal(await page.locator(".example").count(), 3);
    const question = await page.locator(".example").first().innerText();
    const begun = Date.now();
    await page.locator(".example").first().click();
    const answer = answerTo(page, question.slice(0, 40));
    await answer.locator(".card").waitFor();
    assert.ok(Date.now() - begun < 10_000);
    assert.match(await answer.locator(".card").innerText(), /From/);
  },

  async "each example gets a sourced answer"({ open }) {
    const page = await open();
    for (const example of await page.locator(".example").all()) {
      const question = await example.innerText();
      await example.click();
      await answerTo(page, question.slice(0, 40)).locator(".card").waitFor();
      assert.match(await answerTo(page, question.slice(0, 40)).locator(".card").innerText(), /From/, question);
    }
  },

  async "a question that mentions the bot is written with the keyboard alone"({ open }) {
    const page = await open();
    await page.locator("#text").focus();
    await page.keyboard.type("@sig");
    await page.locator("#suggestions [role=option]", { hasText: "@Signpost" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("what does a data engineer do?");
    await page.keyboard.press("Enter");
    await answerTo(page, "what does a data engineer do?").locator(".card").waitFor();
    await page.locator("#news", { hasText: "Signpost" }).waitFor({ state: "attached" });
  },

  async "a slash command is found, completed by the bot, and answered"({ open }) {
    const page = await open();
    await page.locator("#text").focus();
    await page.keyboard.type("/");
    const list = page.locator("#suggestions [role=option]");
    await list.first().waitFor();
    const names = (await list.allInnerTexts()).join("\n");
    for (const name of ["/ask", "/role", "/tool", "/skill", "/faq", "/compare", "/path", "/help"]) assert.ok(names.includes(name), `${name} is not listed in:\n${names}`);
    await page.keyboard.type("rol");
    await page.keyboard.press("Enter");
    await page.keyboard.type("data enginer");
    await list.filter({ hasText: /data engineer/i }).first().waitFor();
    await page.keyboard.press("ArrowDown");
    assert.match(await page.locator("#suggestions [aria-selected=true]").innerText(), /data engineer/i);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    const answer = answerTo(page, "used /role");
    await answer.locator(".card", { hasText: /data engineer/i }).waitFor();
  },

  async "a name that fits several is asked back with buttons, and a press answers"({ open }) {
    const page = await open();
    await page.locator("#text").focus();
    await page.keyboard.type("/role engineer");
    await page.keyboard.press("Enter");
    const choice = answerTo(page, "used /role");
    await choice.locator(".said", { hasText: "Do you mean" }).waitFor();
    const pressed = choice.getByRole("button", { name: "Data engineer" });
    await pressed.focus();
    await page.keyboard.press("Enter");
    await choice.locator(".card h2", { hasText: "Data engineer" }).waitFor();
    assert.equal(await pressed.count(), 0);
  },

  async "somebody else's button says so, to the presser alone"({ open }) {
    const page = await open();
    await say(page, "@Signpost junior");
    const choice = answerTo(page, "junior");
    await choice.locator("button[data-custom-id]").nth(1).waitFor();
    const before = await page.locator(".message.private").count();
    await become(page, "Sam");
    await page.waitForFunction(() => document.title.includes("Sam"));
    await choice.locator("button[data-custom-id]").first().click();
    await last(page).locator(".only-you", { hasText: "Only you can see this" }).waitFor();
    assert.match(await last(page).innerText(), /belongs to the person who asked/);
    await become(page, "Mia");
    await page.waitForFunction(() => document.title.includes("Mia"));
    await choice.waitFor();
    assert.equal(await page.locator(".message.private").count(), before);
  },

  async "a private answer from a message's menu is marked, hidden from others, and can be put away"({ open }) {
    const page = await open();
    await become(page, "Sam");
    await page.waitForFunction(() => document.title.includes("Sam"));
    await say(page, "what does an mlops engineer do");
    const question = page.locator("#timeline > .message", { hasText: "what does an mlops engineer do" }).last();
    await become(page, "Ada");
    await page.waitForFunction(() => document.title.includes("Ada"));
    await question.locator(".more").click();
    await page.locator("[role=menuitem]", { hasText: "Answer from the guide" }).click();
    const hidden = page.locator(".message.private").last();
    await hidden.locator(".card").waitFor();
    assert.match(await hidden.locator(".only-you").innerText(), /Only you can see this/);
    const other = await open({}, "#mia");
    await other.locator("#timeline > .message", { hasText: "mlops" }).first().waitFor();
    assert.equal(await other.locator(".message.private", { hasText: "Answer from the guide" }).count(), 0);
    const count = await page.locator(".message.private").count();
    await hidden.getByRole("button", { name: "Hide it" }).click();
    assert.equal(await page.locator(".message.private").count(), count - 1);
  },

  async "an edited question is answered anew, a deleted one loses its answer"({ open }) {
    const page = await open({}, "#sam");
    await say(page, "@Signpost what is pandas?");
    await answerTo(page, "what is pandas?").locator(".card", { hasText: /pandas/i }).waitFor();
    await page.locator("#text").focus();
    await page.keyboard.press("ArrowUp");
    await page.locator("#about", { hasText: "Editing your message" }).waitFor();
    await page.locator("#text").fill("@Signpost what is docker?");
    await page.keyboard.press("Enter");
    const answer = answerTo(page, "what is docker?");
    await answer.locator(".card", { hasText: /docker/i }).waitFor();
    const question = page.locator("#timeline > .message:not(.by-bot)", { hasText: "what is docker?" }).last();
    assert.match(await question.locator(".head").innerText(), /edited/);
    await question.locator(".more").click();
    await page.locator("[role=menuitem]", { hasText: "Delete" }).click();
    await question.waitFor({ state: "detached" });
    await answer.waitFor({ state: "detached" });
  },

  async "a reply says what it answers"({ open }) {
    const page = await open({}, "#sam");
    await go(page, "general");
    await say(page, "who else starts with Python today?");
    await last(page).locator(".more").click();
    await page.locator("[role=menuitem]", { hasText: "Reply" }).click();
    await page.locator("#about", { hasText: "Replying to Sam" }).waitFor();
    await say(page, "me too, from tomorrow");
    await page.locator(".message", { hasText: "me too, from tomorrow" }).locator(".answers", { hasText: "who else starts" }).waitFor();
  },

  async "a direct message needs no mention and is one's own"({ open }) {
    const page = await open();
    await page.locator("#places h2", { hasText: "Direct messages" }).waitFor();
    await page.locator("#places .place-link", { hasText: "Signpost" }).click();
    await say(page, "what is git?");
    await fromBot(page).locator(".card", { hasText: /git/i }).waitFor();
    await become(page, "Sam");
    await page.waitForFunction(() => document.title.includes("Sam"));
    await page.locator(".example").first().waitFor();
    assert.equal(await page.locator(".message", { hasText: "what is git?" }).count(), 0);
  },

  async "a forum takes a post, and the bot answers in it"({ open }) {
    const page = await open();
    await go(page, "help-forum");
    await page.locator("#post-title").fill("From support to data");
    await page.locator("#post-text").fill("@Signpost how do I become a data analyst?");
    await page.getByRole("button", { name: "Post", exact: true }).click();
    await page.locator("#place-name", { hasText: "From support to data" }).waitFor();
    await fromBot(page).locator(".card").waitFor();
    assert.ok(await page.locator("#places .place-link", { hasText: "From support to data" }).isVisible());
  },

  async "another window sees the same channel live"({ open }) {
    const [mia, sam] = [await open({}, "#mia"), await open({}, "#sam")];
    await go(mia, "general");
    await go(sam, "general");
    await say(mia, "is anybody here?");
    await sam.locator(".message", { hasText: "is anybody here?" }).waitFor();
    await go(sam, "careers");
    await say(mia, "still here?");
    await sam.locator("#places .place-link", { hasText: "general" }).locator(".new", { hasText: "new" }).waitFor();
  },

  async "whatever is typed stays text"({ open }) {
    const page = await open();
    await go(page, "general");
    const hostile = `<img src=x onerror="window.broken=1"><script>window.broken=1</script> [x](javascript:window.broken=1)`;
    await say(page, hostile);
    await last(page).locator(".said", { hasText: hostile }).waitFor();
    assert.equal(await last(page).locator(".said img, .said script, .said a").count(), 0);
    assert.equal(await page.evaluate(() => window.broken), undefined);
  },

  async "Discord's Markdown is drawn as Discord draws it"({ open, address }) {
    const page = await open();
    const cases = [
      ["**b** *i* _i_ ***bi*** __u__ ~~s~~", "<p><strong>b</strong> <em>i</em> <em>i</em> <strong><em>bi</em></strong> <u>u</u> <s>s</s></p>"],
      ["snake_case_name and 2 * 3 * 4", "<p>snake_case_name and 2 * 3 * 4</p>"],
      ["`a*b*` \\*not\\*", "<p><code>a*b*</code> *not*</p>"],
      ["# One\n## Two\ntext", "<h3>One</h3><h4>Two</h4><p>text</p>"],
      ["-# small **print**", '<p class="small">small <strong>print</strong></p>'],
      ["> a\n> b\nc", "<blockquote><p>a\nb</p></blockquote><p>c</p>"],
      ["- a\n  - b\n- c\n1. d", '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol start="1"><li>d</li></ol>'],
      ["```py\nx = **1**\n```", '<pre tabindex="0"><code>x = **1**</code></pre>'],
      ["[a](https://e.org/x_(y)_z)", '<p><a href="https://e.org/x_(y)_z" target="_blank" rel="noopener noreferrer">a</a></p>'],
      ["see https://e.org/a_b_c.", '<p>see <a href="https://e.org/a_b_c" target="_blank" rel="noopener noreferrer">https://e.org/a_b_c</a>.</p>'],
      ["<@1> <#2> <@9>", '<p><span class="mention">@Mia</span> <span class="mention">#careers</span> <span class="mention">@someone</span></p>'],
      ["**open and *never closed", "<p>**open and *never closed</p>"],
      ["<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"],
    ];
    const drawn = await page.evaluate(
      async ([address, texts]) => {
        const { markdown } = await import(`${address}/page/markdown.js`);
        const names = (written) => ({ "<@1>": "@Mia", "<#2>": "#careers" })[written];
        return texts.map((text) => {
          const holder = document.createElement("div");
          holder.append(markdown(text, names));
          return holder.innerHTML;
        });
      },
      [address, cases.map(([text]) => text)],
    );
    assert.deepEqual(drawn, cases.map(([, expected]) => expected));
    const time = await page.evaluate(async (address) => {
      const { markdown } = await import(`${address}/page/markdown.js`);
      return markdown("<t:1795000000:D>", () => undefined).querySelector("time").dateTime;
    }, address);
    assert.equal(time, new Date(1_795_000_000_000).toISOString());
  },

  async "it fits a phone, dark, with the channels one tap away"({ open }) {
    const page = await open({ viewport: { width: 360, height: 720 }, colorScheme: "dark", isMobile: true, hasTouch: true });
    await page.locator(".card").first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `the page is ${wide} wide`);
    assert.ok(!(await page.locator("#places").isVisible()));
    await page.locator("#open-places").tap();
    await page.locator("#places .place-link", { hasText: "general" }).tap();
    assert.ok(!(await page.locator("#places").isVisible()));
    await page.locator("#place-name", { hasText: "general" }).waitFor();
    const ground = await page.evaluate(() => getComputedStyle(document.querySelector(".main")).backgroundColor.match(/\d+/g).map(Number));
    assert.ok(ground.every((part) => part < 80), `the ground is ${ground}`);
    for (const part of ["#text", "#send"]) assert.ok(await page.locator(part).isVisible(), part);
  },

  async "every control has a name, every text enough contrast"({ open }) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open({ colorScheme });
      await page.locator(".card").first().waitFor();
      assert.deepEqual(await page.evaluate(nameless), []);
      assert.deepEqual(await page.evaluate(faint), [], colorScheme);
      await page.locator("#text").fill("/");
      await page.locator("#suggestions [role=option]").first().waitFor();
      assert.deepEqual(await page.evaluate(faint), [], `${colorScheme}, with suggestions`);
      await page.locator("#text").fill("/role ");
      await page.locator("#option-0").waitFor();
      assert.deepEqual(await page.evaluate(nameless), []);
      assert.deepEqual(await page.evaluate(faint), [], `${colorScheme}, in a command`);
      await page.getByRole("button", { name: "Leave /role" }).click();
      await go(page, "help-forum");
      assert.deepEqual(await page.evaluate(nameless), []);
      assert.deepEqual(await page.evaluate(faint), [], `${colorScheme}, in a forum`);
    }
  },

  async "nothing outside this machine was asked for, and nothing went wrong on the page"({ seen, address }) {
    const outside = seen.requests.filter((url) => !url.startsWith(address));
    assert.deepEqual(outside, []);
    assert.deepEqual(seen.complaints, []);
    const answer = await fetch(address);
    const policy = answer.headers.get("content-security-policy");
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  },
};

/** Runs in the page: the controls that a screen reader could not name. */
function nameless() {
  const named = (control) =>
    control.getAttribute("aria-label") || control.innerText?.trim() || control.labels?.length || control.getAttribute("aria-labelledby");
  return [...document.querySelectorAll("button, input, select, textarea, a[href]")].filter((control) => !named(control)).map((control) => control.outerHTML);
}

/** Runs in the page: texts whose contrast with what lies behind them is under 4.5 (WCAG AA). */
function faint() {
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const parse = (colour) => colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    if (!own || !element.checkVisibility() || element.closest(":disabled")) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.push(`${element.localName}.${element.className} "${element.textContent.slice(0, 30)}" ${contrast.toFixed(2)}`);
  }
  return found;
}
