// All ticks come before microtasks that were queued earlier.
queueMicrotask(() => console.log('one'));
queueMicrotask(() => console.log('two'));
process.nextTick(() => console.log('three'));
process.nextTick(() => console.log('four'));
