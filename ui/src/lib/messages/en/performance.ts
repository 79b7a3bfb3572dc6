export const performance = { title: 'Performance' };
