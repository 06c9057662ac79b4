// Two intervals of equal period alternate.
let left = 6;
const timers = ['a', 'b'].map((name) => setInterval(() => {
  console.log(name);
  if (--left === 0) timers.forEach(clearInterval);
}, 10));
