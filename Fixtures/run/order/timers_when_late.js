// When the loop is late, timers of one delay run together.
const busy = (ms) => { const end = Date.now() + ms; while (Date.now() < end); };
setTimeout(() => console.log('a 20'), 20);
busy(5);
setTimeout(() => console.log('b 17'), 17);
busy(5);
setTimeout(() => console.log('c 20'), 20);
busy(80);
