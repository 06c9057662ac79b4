// A task that is started runs as a microtask.
queueMicrotask(() => console.log('one'));
Promise.resolve().then(() => console.log('task'));
queueMicrotask(() => console.log('two'));
process.nextTick(() => console.log('tick'));
