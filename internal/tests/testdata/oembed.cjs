// Asks a consumer of oEmbed for pages, as a program does that is given a link.
// Its arguments are the folder of the package @extractus/oembed-extractor and a
// JSON list of addresses on standard input; it prints what came of each: the
// answer, or an error in words. No address but those and what they lead to is
// asked: the consumer looks for the description on the page itself.
const { extract, hasProvider } = require(process.argv[2]);
const { text } = require("node:stream/consumers");

(async () => {
  const list = [];
  for (const address of JSON.parse(await text(process.stdin))) {
    if (hasProvider(address)) throw new Error(address + " is taken for a provider's");
    try {
      list.push({ answer: await extract(address, { maxwidth: 480 }) });
    } catch (e) {
      list.push({ error: e.message });
    }
  }
  console.log(JSON.stringify(list));
})();
