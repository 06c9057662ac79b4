// Ticks that a task queues wait for other microtasks.
(async () => {
  await null;
  process.nextTick(() => console.log('tick one'));
  console.log('task one');
  await null;
  process.nextTick(() => console.log('tick two'));
  console.log('task two');
})();
queueMicrotask(() => console.log('microtask'));
