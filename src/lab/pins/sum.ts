export const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0)
