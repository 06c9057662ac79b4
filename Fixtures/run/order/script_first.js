// The script ends before any queue is looked at.
setTimeout(() => console.log('timer'), 2);
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('microtask'));
console.log('script');
