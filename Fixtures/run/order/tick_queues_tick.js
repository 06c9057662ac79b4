// A tick queued by a tick runs before microtasks.
queueMicrotask(() => console.log('microtask'));
process.nextTick(() => {
  console.log('outer');
  process.nextTick(() => console.log('inner'));
});
