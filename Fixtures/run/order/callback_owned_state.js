// Callbacks that share state see each other's changes.
let log = [];
setTimeout(() => { log.push('timer'); console.log(log.join()); }, 50);
setImmediate(() => log.push('immediate'));
process.nextTick(() => log.push('tick'));
queueMicrotask(() => log.push('microtask'));
log.push('script');
