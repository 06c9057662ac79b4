// Ticks and microtasks are drained after each immediate.
for (const n of [1, 2]) {
  setImmediate(() => {
    console.log('immediate', n);
    queueMicrotask(() => console.log('microtask', n));
    process.nextTick(() => console.log('tick', n));
  });
}
