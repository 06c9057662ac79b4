// A thousand microtasks come before an immediate.
let sum = 0;
setImmediate(() => console.log('immediate', sum));
const next = (n) => { sum += n; if (n > 0) queueMicrotask(() => next(n - 1)); };
next(1000);
process.nextTick(() => console.log('tick', sum));
