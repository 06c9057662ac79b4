// A tick queued by a microtask waits for the other microtasks.
queueMicrotask(() => {
  console.log('first');
  process.nextTick(() => console.log('tick'));
  queueMicrotask(() => console.log('third'));
});
queueMicrotask(() => console.log('second'));
