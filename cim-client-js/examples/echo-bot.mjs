// Answers everybody who writes to it: node echo-bot.mjs [URL of a route]
// Node 20 has no WebSocket unless it is asked for one: node --experimental-websocket echo-bot.mjs

import { Client, register } from "@crossim/client";

const routeUrl = process.argv[2] ?? "http://127.0.0.1:8083/";
const client = new Client({
  routeUrl,
  user: await register(routeUrl, "echo"),
  async onMessage(message) {
    console.log(`${message.senderName}: ${message.text}`);
    if (message.conversation.type === "USER") {
      await client.send(message.senderId, `you said ${message.text}`);
    }
  },
});
await client.start();
console.log("write to echo, and it answers");
