// Ticks and microtasks are drained after each timer.
for (const n of [1, 2]) {
  setTimeout(() => {
    console.log('timer', n);
    queueMicrotask(() => console.log('microtask', n));
    process.nextTick(() => console.log('tick', n));
  }, 3);
}
