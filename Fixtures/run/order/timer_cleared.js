// Cleared timers do not fire; clearing twice is harmless.
const a = setTimeout(() => console.log('never'), 1);
let c;
setTimeout(() => {
  console.log('b');
  clearTimeout(c);
  clearTimeout(a);
}, 1);
c = setTimeout(() => console.log('never'), 1);
setTimeout(() => console.log('d'), 1);
clearTimeout(a);
