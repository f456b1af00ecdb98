// Starts `signpost playground` on a free port and waits until its page answers.

import { spawn } from "node:child_process";
import { createServer } from "node:net";

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** `{ address, stop() }`; rejects with what the program wrote if it ends or does not answer within 30 seconds. */
export async function startPlayground(binary) {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(binary, ["playground", "--port", String(port)], { stdio: ["ignore", "pipe", "pipe"] });
  let written = "";
  child.stdout.on("data", (text) => (written += text));
  child.stderr.on("data", (text) => (written += text));
  let ended = null;
  child.on("exit", (code, signal) => (ended = signal ?? code));
  const stop = () =>
    new Promise((resolve) => {
      if (ended !== null) return resolve(ended);
      child.once("exit", (code, signal) => resolve(signal ?? code));
      child.kill("SIGTERM");
    });
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (ended !== null) throw new Error(`the playground ended with ${ended}:\n${written}`);
    const online = await fetch(`${address}/page/state?as=mia`).then((answer) => answer.json()).catch(() => ({}));
    if (online.online) return { address, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`the playground was not ready after 30 seconds:\n${written}`);
}
