/** What help pages and magazines say. */
import type { Faker } from '@faker-js/faker'
import type { SiteKind } from '../../lab/page/page-kinds.js'

export const topics = ['Orders', 'Delivery', 'Returns', 'Payment', 'Your account', 'Products', 'Gift cards', 'Repairs']

export const helpTitles = [
  'How to return an order', 'Where is my parcel?', 'Change or cancel an order', 'Delivery times and costs',
  'Reset your password', 'Which cards can I pay with?', 'Get an invoice', 'Redeem a gift card', 'Report a damaged item',
  'Close your account'
]

const helpSentences = [
  'Open the page of your orders and choose the one in question.',
  'You have thirty days from the day on which the parcel arrives.',
  'Print the label that we send you, and put it on the parcel.',
  'As soon as it is with us you get a message, and your money within five days.',
  'If something is missing, take a photo and send it to us; we see to the rest.',
  'Parcels that are too large for the post are collected at your door.',
  'You can follow it all on your account, on the web and in the app.',
  'For orders made as a guest, use the link in the confirmation.'
]

const reports = [
  'The first visitors came on foot, long before the doors were opened.',
  'Nobody had expected that the numbers would change so quickly.',
  'What began as an experiment has become part of everyday life.',
  'The town council wants to decide before the end of the year.',
  'Researchers had looked at ten thousand samples over three summers.',
  'Those who live nearby tell of quiet evenings and clear water.',
  'Critics say that the costs have been left out of the account.',
  'By the evening there was a queue around the block.'
]

/** Paragraphs, in an order that the page's draw decides. */
export const articleText = (kind: SiteKind, { helpers }: Faker): string[] =>
  helpers.shuffle(kind === 'help' || kind === 'shop' ? helpSentences : reports)
