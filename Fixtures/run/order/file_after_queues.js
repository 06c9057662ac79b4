// Ticks and microtasks come before any file operation.
const fs = require('fs');
fs.promises.stat('.').then(() => console.log('file'));
let left = 50;
const micro = () => { if (left-- > 0) queueMicrotask(micro); else console.log('microtasks'); };
micro();
process.nextTick(() => console.log('tick'));
