// Timers of equal delay fire in their order.
for (const name of ['x', 'y', 'z']) setTimeout(() => console.log(name), 8);
