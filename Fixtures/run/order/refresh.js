// A refreshed timer starts anew.
const timer = setTimeout(() => console.log('refreshed'), 100);
setTimeout(() => {
  timer.refresh();
  console.log('refreshes');
}, 40);
setTimeout(() => console.log('between'), 115);
