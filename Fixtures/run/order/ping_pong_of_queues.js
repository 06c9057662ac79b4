// Ticks and microtasks that queue each other.
const turn = (n) => {
  if (n === 6) return;
  console.log(n % 2 ? 'microtask' : 'tick', n);
  if (n % 2) process.nextTick(turn, n + 1);
  else queueMicrotask(() => turn(n + 1));
};
process.nextTick(turn, 0);
queueMicrotask(() => console.log('between'));
