//! The orders of a tenant, and how they change: no HTTP, no clock, no locks.
//!
//! An order has a state of its own, and what waits for the supplier hides it: an order with a pending amendment shows
//! `PENDING_AMENDMENT`, and shows its own state again when that is decided. So no previous state has to be kept.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use fibre_gateway::models::{
    Error, ErrorCode, ServiceOrder, ServiceOrderAmendment, ServiceOrderAmendmentStatus,
    ServiceOrderCancellation, ServiceOrderStatus, ServiceOrderUpdate, ServiceOrderUpdateType,
    UpdateDetail,
};
use uuid::Uuid;

use crate::supplier::{Decision, Scenario};

pub(crate) type Time = DateTime<FixedOffset>;

/// How many updates an order keeps. A gateway with a disk keeps them all.
const MOST_UPDATES: usize = 20;

/// The number of every tenant's first order; it is the one in the document's examples.
const FIRST: u64 = 123;

/// What a tenant has. Every number is the tenant's own, and one more than the one before.
pub(crate) struct Tenant {
    orders: BTreeMap<u64, Order>,
    amendments: u64,
    cancellations: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Provide,
    Modify,
    Cease,
    UnsolicitedCease,
}

struct Order {
    kind: Kind,
    status: ServiceOrderStatus,
    target_date: Option<NaiveDate>,
    created: Time,
    updated: Time,
    updates: Vec<ServiceOrderUpdate>,
    waiting: Vec<Waiting>,
}

/// What the supplier has not decided; without a time it never will.
struct Waiting {
    asked: Asked,
    decision: Decision,
    due: Option<Time>,
}

/// What was asked of the supplier.
enum Asked {
    Amendment(Box<ServiceOrderAmendment>),
    Cancellation,
}

impl Tenant {
    /// A tenant with an order of each kind, and with some that may no longer be amended.
    pub(crate) fn new(now: Time) -> Self {
        let samples = [
            (Kind::Provide, ServiceOrderStatus::Acknowledged),
            (Kind::Modify, ServiceOrderStatus::InProgress),
            (Kind::Cease, ServiceOrderStatus::Pending),
            (Kind::UnsolicitedCease, ServiceOrderStatus::Acknowledged),
            (Kind::Provide, ServiceOrderStatus::Held),
            (Kind::Provide, ServiceOrderStatus::Completed),
        ];
        let orders = samples.map(|(kind, status)| Order::new(kind, status, now));
        Self { orders: (FIRST..).zip(orders).collect(), amendments: 0, cancellations: 0 }
    }

    /// An order as it stands now.
    pub(crate) fn order(&mut self, id: u64, now: Time) -> Option<ServiceOrder> {
        let order = self.orders.get_mut(&id)?;
        order.catch_up(now);
        Some(order.show(id))
    }

    /// Sends an amendment to the supplier and gives it a number. Fails with sentences where the order does not take it.
    pub(crate) fn amend(
        &mut self,
        mut amendment: ServiceOrderAmendment,
        scenario: Scenario,
        now: Time,
    ) -> Result<ServiceOrderAmendment, Vec<String>> {
        let order = self.orders.get_mut(&amendment.order_id).ok_or_else(unknown_order)?;
        order.catch_up(now);
        order.amendable()?;
        order.kind.takes(&amendment)?;
        self.amendments += 1;
        amendment.id = self.amendments;
        amendment.supplier_reference = Some(format!("A{}X-{}", amendment.order_id, amendment.id));
        let so_far = order.send(Asked::Amendment(Box::new(amendment.clone())), scenario, now);
        amendment.status = amendment_status(so_far);
        Ok(amendment)
    }

    /// The same for a cancellation.
    pub(crate) fn cancel(
        &mut self,
        mut cancellation: ServiceOrderCancellation,
        scenario: Scenario,
        now: Time,
    ) -> Result<ServiceOrderCancellation, Vec<String>> {
        let order = self.orders.get_mut(&cancellation.order_id).ok_or_else(unknown_order)?;
        order.catch_up(now);
        order.cancellable()?;
        self.cancellations += 1;
        cancellation.id = self.cancellations;
        cancellation.supplier_reference =
            Some(format!("C{}X-{}", cancellation.order_id, cancellation.id));
        cancellation.status = match order.send(Asked::Cancellation, scenario, now) {
            Decision::Accepted => ServiceOrderAmendmentStatus::Accepted,
            Decision::Rejected => ServiceOrderAmendmentStatus::Rejected,
            Decision::Pending => ServiceOrderAmendmentStatus::Pending,
            Decision::Unreachable => ServiceOrderAmendmentStatus::FailedToSend,
        };
        Ok(cancellation)
    }
}

fn amendment_status(decision: Decision) -> ServiceOrderAmendmentStatus {
    match decision {
        Decision::Accepted => ServiceOrderAmendmentStatus::Accepted,
        Decision::Rejected => ServiceOrderAmendmentStatus::Rejected,
        Decision::Pending => ServiceOrderAmendmentStatus::Pending,
        Decision::Unreachable => ServiceOrderAmendmentStatus::FailedToSend,
    }
}

fn unknown_order() -> Vec<String> {
    vec!["/orderId: names no order of this tenant".to_owned()]
}

impl Kind {
    /// The document's union does not say which kind of order a body is for, so this is where it is found out.
    fn takes(self, amendment: &ServiceOrderAmendment) -> Result<(), Vec<String>> {
        let for_visits = [
            ("primaryContact", amendment.primary_contact.is_some()),
            ("secondaryContact", amendment.secondary_contact.is_some()),
            ("appointmentReservationId", amendment.appointment_reservation_id.is_some()),
            ("hazards", amendment.hazards.is_some()),
            ("onSiteRestrictions", amendment.on_site_restrictions.is_some()),
        ];
        let engineer_tasks = ("engineerTasks", amendment.engineer_tasks.is_some());
        let strange: Vec<_> = match self {
            Self::Provide => vec![],
            Self::Modify => vec![engineer_tasks],
            Self::Cease | Self::UnsolicitedCease => {
                for_visits.into_iter().chain([engineer_tasks]).collect()
            }
        };
        let messages: Vec<_> = strange
            .into_iter()
            .filter(|(_, is_there)| *is_there)
            .map(|(name, _)| format!("/{name}: an order of this kind has none"))
            .collect();
        if messages.is_empty() { Ok(()) } else { Err(messages) }
    }
}

impl Order {
    fn new(kind: Kind, status: ServiceOrderStatus, now: Time) -> Self {
        let (updates, waiting) = (Vec::new(), Vec::new());
        Self { kind, status, target_date: None, created: now, updated: now, updates, waiting }
    }

    fn show(&self, id: u64) -> ServiceOrder {
        ServiceOrder {
            supplier_order_number: Some(format!("ORD-{id:07}")),
            target_date: self.target_date,
            created: Some(self.created),
            updated: Some(self.updated),
            updates: Some(self.updates.clone()),
            ..ServiceOrder::new(id, self.status())
        }
    }

    /// The state that a tenant sees.
    fn status(&self) -> ServiceOrderStatus {
        let cancels = |waiting: &Waiting| matches!(waiting.asked, Asked::Cancellation);
        if self.waiting.is_empty() {
            self.status.clone()
        } else if self.waiting.iter().any(cancels) {
            ServiceOrderStatus::PendingCancellation
        } else {
            ServiceOrderStatus::PendingAmendment
        }
    }

    fn amendable(&self) -> Result<(), Vec<String>> {
        if self.kind == Kind::UnsolicitedCease {
            return Err(vec!["/orderId: an unsolicited cease cannot be amended".to_owned()]);
        }
        let amendable = matches!(
            self.status(),
            ServiceOrderStatus::Acknowledged
                | ServiceOrderStatus::InProgress
                | ServiceOrderStatus::Pending
                | ServiceOrderStatus::PendingAmendment
        );
        self.refuse_unless(amendable, "amended")
    }

    fn cancellable(&self) -> Result<(), Vec<String>> {
        let ended = matches!(
            self.status(),
            ServiceOrderStatus::FailedToSend
                | ServiceOrderStatus::Rejected
                | ServiceOrderStatus::PendingCancellation
                | ServiceOrderStatus::Cancelled
                | ServiceOrderStatus::Completed
                | ServiceOrderStatus::Partial
                | ServiceOrderStatus::Failed
        );
        self.refuse_unless(!ended, "cancelled")
    }

    fn refuse_unless(&self, fine: bool, what: &str) -> Result<(), Vec<String>> {
        let status = self.status();
        let refusal = || vec![format!("/orderId: an order that is {status} cannot be {what}")];
        if fine { Ok(()) } else { Err(refusal()) }
    }

    /// Passes on what was asked; gives what is decided so far.
    fn send(&mut self, asked: Asked, scenario: Scenario, now: Time) -> Decision {
        let Scenario { decision, delay } = scenario;
        if decision != Decision::Pending && delay.is_zero() {
            self.conclude(asked, decision, now);
            return decision;
        }
        let due = (decision != Decision::Pending).then(|| now + delay);
        self.waiting.push(Waiting { asked, decision, due });
        self.updated = now;
        Decision::Pending
    }

    /// Takes what the supplier has decided by now.
    fn catch_up(&mut self, now: Time) {
        let is_due = |waiting: &Waiting| waiting.due.is_some_and(|due| due <= now);
        while let Some(at) = self.waiting.iter().position(is_due) {
            let Waiting { asked, decision, due } = self.waiting.remove(at);
            self.conclude(asked, decision, due.unwrap_or(now));
        }
    }

    fn conclude(&mut self, asked: Asked, decision: Decision, when: Time) {
        if decision == Decision::Accepted {
            match &asked {
                Asked::Amendment(amendment) => {
                    self.target_date = amendment.requested_completion_date.or(self.target_date);
                }
                Asked::Cancellation => {
                    self.status = ServiceOrderStatus::Cancelled;
                    self.waiting.clear();
                }
            }
        }
        self.updated = when;
        self.report(asked, decision, when);
    }

    /// Adds the update (KCI) that tells the tenant of a decision.
    fn report(&mut self, asked: Asked, decision: Decision, when: Time) {
        let kind = match decision {
            Decision::Accepted | Decision::Pending => ServiceOrderUpdateType::Informational,
            Decision::Rejected => ServiceOrderUpdateType::ActionRequired,
            Decision::Unreachable => ServiceOrderUpdateType::Error,
        };
        let sequence = self.updates.last().map_or(1, |last| last.sequence_number + 1);
        let mut update = ServiceOrderUpdate::new(Uuid::new_v4(), sequence, kind);
        update.delivery_status = Some("PENDING".to_owned());
        if decision == Decision::Unreachable {
            let messages = vec!["the supplier could not be reached".to_owned()];
            update.error = Some(Error::new(ErrorCode::SupplierFault, messages, Uuid::new_v4()));
        } else {
            (update.issued_on, update.received_on) = (Some(when), Some(when));
        }
        match (&asked, decision) {
            (_, Decision::Rejected) => update.action = Some(UpdateDetail::new("RESUBMIT")),
            (Asked::Amendment(_), Decision::Accepted) => {
                update.information = Some(UpdateDetail::new("AMENDED"));
            }
            (Asked::Cancellation, Decision::Accepted) => {
                update.information = Some(UpdateDetail::new("CANCELLED"));
            }
            (_, Decision::Pending | Decision::Unreachable) => {}
        }
        if let Asked::Amendment(amendment) = asked {
            update.supplier.clone_from(&amendment.supplier);
            let status = amendment_status(decision);
            update.service_order_amendment = Some(ServiceOrderAmendment { status, ..*amendment });
        }
        if self.updates.len() == MOST_UPDATES {
            self.updates.remove(0);
        }
        self.updates.push(update);
    }
}
