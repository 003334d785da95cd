// CIM in a WeChat mini-program. Import this before the library, whose modules need what it adds:
//   import { wechat } from "./wechat.js";
//   import { Client } from "@crossim/client";
//   const client = new Client({ ...wechat, routeUrl: "https://chat.example.org/", user: { userName: "alice" } });

globalThis.TextEncoder ??= class {
  encode = (text) => Uint8Array.from(unescape(encodeURIComponent(text)), (one) => one.charCodeAt(0));
};
globalThis.TextDecoder ??= class {
  decode = (bytes) => decodeURIComponent(Array.from(bytes, (one) => `%${one.toString(16).padStart(2, "0")}`).join(""));
};
globalThis.AbortController ??= class {
  signal = { addEventListener: (_, task) => (this.abort = task) };
  abort() {}
};

export const wechat = {
  socket(url, protocols) {
    const task = wx.connectSocket({ url, protocols, fail: () => socket.onclose?.({ code: 1006, reason: "" }) });
    const socket = {
      binaryType: "arraybuffer",
      send: (bytes) => task.send({ data: bytes.slice().buffer }),
      close: (code) => task.close({ code }),
    };
    task.onOpen(() => socket.onopen?.());
    task.onMessage(({ data }) => socket.onmessage?.({ data }));
    task.onClose(({ code, reason }) => socket.onclose?.({ code, reason }));
    task.onError(() => socket.onclose?.({ code: 1006, reason: "" }));
    return socket;
  },
  fetch(url, { method, headers, body, signal }) {
    return new Promise((resolve, reject) => {
      const success = ({ statusCode, data }) => resolve({ status: statusCode, json: async () => JSON.parse(data) });
      const fail = ({ errMsg }) => reject(new Error(errMsg));
      const task = wx.request({ url, method, header: headers, data: body, dataType: "text", success, fail });
      signal.addEventListener("abort", () => task.abort());
    });
  },
};
