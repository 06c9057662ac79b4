// Immediates that set each other let timers fire.
let goes = true;
const next = () => { if (goes) setImmediate(next); else console.log('immediate ends'); };
setImmediate(next);
setTimeout(() => { console.log('timer'); goes = false; }, 5);
