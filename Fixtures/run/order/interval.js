// An interval repeats until it is cleared in its own callback.
let count = 0;
const timer = setInterval(() => {
  console.log('interval', count);
  queueMicrotask(() => console.log('microtask'));
  if (++count === 3) clearInterval(timer);
}, 4);
