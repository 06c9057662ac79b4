// After a file operation, immediates come before timers.
const fs = require('fs');
fs.promises.stat('.').then(() => {
  console.log('file');
  setTimeout(() => console.log('timer'), 0);
  setImmediate(() => console.log('immediate'));
  process.nextTick(() => console.log('tick'));
  queueMicrotask(() => console.log('microtask'));
});
