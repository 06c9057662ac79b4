// Values that a task sends reach another one in microtasks.
const waiting = [];
const recv = () => new Promise((done) => waiting.push(done));
(async () => { await null; for (let n = 0; n < 3; n++) console.log('got', await recv()); })();
queueMicrotask(() => {
  setImmediate(() => { waiting.shift()(1); console.log('sent 1'); });
  setImmediate(() => { waiting.shift()(2); console.log('sent 2'); });
  setImmediate(() => { waiting.shift()(3); console.log('sent 3'); });
});
