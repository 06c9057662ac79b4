// The whole round of phases, seen from the poll phase.
const fs = require('fs');
fs.promises.stat('.').then(() => {
  setTimeout(() => {
    console.log('timer');
    process.nextTick(() => console.log('tick of timer'));
    queueMicrotask(() => console.log('microtask of timer'));
  }, 0);
  setImmediate(() => {
    console.log('immediate');
    process.nextTick(() => console.log('tick of immediate'));
    queueMicrotask(() => console.log('microtask of immediate'));
  });
  process.nextTick(() => console.log('tick of file'));
  queueMicrotask(() => console.log('microtask of file'));
  console.log('file');
});
