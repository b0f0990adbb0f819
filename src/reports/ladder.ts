import { findLatestVerdict } from '../experiments/result.ts'
import type { Database } from '../storage/database.ts'
import { judgeHeard } from './heard-of.ts'
import { readHeard, readHeardBeside } from './heard-of-store.ts'
import {
  judgeAttributed,
  judgeCodes,
  judgeHeardRung,
  judgeNewCustomers,
  judgeTime,
  type Rungs,
  sumOrders,
} from './ladder-rungs.ts'
import { readCodes, readCreditedKinds, readLags } from './ladder-store.ts'
import { sayLadder } from './ladder-words.ts'
import { type Question, showQuestion } from './question.ts'

/**
 * Would they have bought anyway? What is known of it, rung by rung: each says more than the one before, and none but the
 * last says what the posts brought about. `standing`: the rungs that do; `highest`: of these, 0 for none. `now`: UTC milliseconds.
 */
export async function climbLadder(database: Database, question: Question, now: number) {
  const [kinds, lags, codes, heard, beside, experiment] = await Promise.all([
    readCreditedKinds(database, question),
    readLags(database, question),
    readCodes(database, question),
    readHeard(database, question),
    readHeardBeside(database, question),
    findLatestVerdict(database, question.shop.id, now),
  ])
  const orders = sumOrders(kinds)
  const rungs: Rungs = {
    attributed: judgeAttributed(kinds),
    newCustomers: judgeNewCustomers(kinds),
    time: judgeTime(lags),
    second: { codes: judgeCodes(codes, orders), heard: judgeHeardRung(judgeHeard(heard, beside)) },
    experiment,
  }
  return { ...showQuestion(question), orders, rungs, ...sayLadder(orders, rungs) }
}
